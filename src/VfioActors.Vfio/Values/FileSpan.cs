using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>How much of a file a call is about: size_t.</summary>
/// <param name="Value">Bytes, as the user says; decimal in texts, as in a trace of system calls.</param>
public readonly record struct FileSpan(ulong Value) : IComparable<FileSpan>
{
    /// <summary>Nothing of it.</summary>
    public static FileSpan None => default;

    /// <summary>So many bytes more.</summary>
    public FileSpan Plus(uint bytes) => new(Value + bytes);

    /// <summary>The smaller one.</summary>
    public static FileSpan Min(FileSpan one, FileSpan other) => one < other ? one : other;

    /// <inheritdoc/>
    public int CompareTo(FileSpan other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(FileSpan left, FileSpan right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(FileSpan left, FileSpan right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(FileSpan left, FileSpan right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(FileSpan left, FileSpan right) => left.Value >= right.Value;
}
