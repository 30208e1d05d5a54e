using System.Diagnostics.CodeAnalysis;

namespace VfioActors.Races.Texts;

/// <summary>What is wrong with a file, in the order of its places; more than a screenful helps nobody.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is filled and read, never indexed.")]
public sealed class DiagnosticBag
{
    /// <summary>More are not kept: the first ones are mended first.</summary>
    public const int KeptMax = 20;

    private readonly List<Diagnostic> _all = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>Whether no more are kept.</summary>
    public bool IsFull => _all.Count >= KeptMax;

    /// <summary>What is wrong, by place.</summary>
    public IReadOnlyList<Diagnostic> All =>
        [.. _all.DistinctBy(one => (one.Place.Start, one.Message)).OrderBy(one => one.Place.Start)];

    /// <summary>How many were added.</summary>
    internal int Count => _all.Count;

    /// <summary>Forgets what was added since there were so many.</summary>
    internal void TakeBack(int count) => _all.RemoveRange(count, _all.Count - count);

    /// <summary>Adds one.</summary>
    public void Add(Place place, string message, string? hint = null)
    {
        if (!IsFull) { _all.Add(new(place, message, hint)); }
    }
}
