using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>A function while it is put where it is called.</summary>
/// <param name="name">Its name.</param>
/// <param name="result">What it gives back.</param>
/// <param name="value">The register of what it gives back.</param>
/// <param name="end">The place behind it.</param>
internal sealed class Frame(string name, RaceType result, int value, int end)
{
    private readonly SortedDictionary<string, int> _labels = new(StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    internal string Name => name;

    /// <summary>What it gives back.</summary>
    internal RaceType Result => result;

    /// <summary>The register of what it gives back.</summary>
    internal int Value => value;

    /// <summary>The place behind it.</summary>
    internal int End => end;

    /// <summary>Names of its variables whose address is taken: they are shared.</summary>
    internal required IReadOnlySet<string> Shared { get; init; }

    /// <summary>The variables of it that are objects, where it returns to a caller: then they end.</summary>
    internal List<int>? Places { get; init; }

    /// <summary>In how many switches what is being written stands.</summary>
    internal int Switches { get; set; }

    /// <summary>The labels that it has, each with its place.</summary>
    internal SortedDictionary<string, int> Labels => _labels;

    /// <summary>The labels that were gone to, each with where that stands.</summary>
    internal SortedDictionary<string, Texts.Place> Gone { get; } = new(StringComparer.Ordinal);

    /// <summary>The labels that stand in it.</summary>
    internal SortedSet<string> Marked { get; } = new(StringComparer.Ordinal);

    /// <summary>The place of a label.</summary>
    internal int LabelOf(string label, CodeBuffer code)
    {
        if (!_labels.TryGetValue(label, out var known)) { _labels[label] = known = code.NewLabel(); }
        return known;
    }
}
