using VfioActors.Races.Texts;

namespace VfioActors.Races.Syntax;

/// <summary>A whole file as it was written, with the switches as they were set.</summary>
/// <param name="Items">What stands in it, in order.</param>
/// <param name="Defines">The names that it defines, each with what it stands for.</param>
/// <param name="Switches">The names that it asks for by #ifdef, in the order of their first use.</param>
/// <param name="Variants">The sets of switches that its variants lines name.</param>
internal sealed record FileSyntax(
    IReadOnlyList<Item> Items,
    IReadOnlyDictionary<string, Expression> Defines,
    IReadOnlyList<(string Name, Place At)> Switches,
    IReadOnlyList<IReadOnlyList<string>> Variants)
{
    /// <summary>The names that are defined, by the file or from outside.</summary>
    internal IReadOnlySet<string> Enabled { get; init; } = new SortedSet<string>();
}
