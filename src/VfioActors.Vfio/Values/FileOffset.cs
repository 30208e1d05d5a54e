using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A place in a file, or in a region of a device that is read and written as one: loff_t.</summary>
/// <param name="Value">Bytes from its start, as the user says; decimal in texts, as in a trace of system calls.</param>
public readonly record struct FileOffset(ulong Value) : IComparable<FileOffset>
{
    /// <summary>Where the file starts.</summary>
    public static FileOffset Zero => default;

    /// <summary>How far it is behind a place that is not behind it.</summary>
    public FileSpan Since(FileOffset start) => new(Value - start.Value);

    /// <inheritdoc/>
    public int CompareTo(FileOffset other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(FileOffset left, FileOffset right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(FileOffset left, FileOffset right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(FileOffset left, FileOffset right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(FileOffset left, FileOffset right) => left.Value >= right.Value;
}
