using System.Globalization;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Runs;

/// <summary>Where a run starts.</summary>
/// <param name="Space">Which address space: a process, a domain, an object.</param>
/// <param name="Page">The page in it.</param>
public readonly record struct RunKey(long Space, PageIndex Page) : IComparable<RunKey>
{
    /// <inheritdoc/>
    public int CompareTo(RunKey other) =>
        Space != other.Space ? Space.CompareTo(other.Space) : Page.CompareTo(other.Page);

    /// <summary>Space, a colon, and the page in hexadecimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Space}:{Page.Value:x}");

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(RunKey left, RunKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(RunKey left, RunKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(RunKey left, RunKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(RunKey left, RunKey right) => left.CompareTo(right) >= 0;
}
