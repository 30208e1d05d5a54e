using VfioActors.Races.Texts;

namespace VfioActors.Races.Files;

/// <summary>A race file is not as it should be.</summary>
#pragma warning disable CA1032 // It always says what is wrong.
public sealed class RaceFileException : Exception
#pragma warning restore CA1032
{
    /// <param name="source">The text.</param>
    /// <param name="problems">What is wrong, at least one thing.</param>
    public RaceFileException(SourceText source, IReadOnlyList<Diagnostic> problems)
        : base(Said(source, problems)) => (Text, Problems) = (source, problems);

    /// <summary>The text.</summary>
    public SourceText Text { get; }

    /// <summary>What is wrong, by place.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    /// <summary>All that is wrong, as a compiler prints it.</summary>
    public IEnumerable<string> Lines => Problems.SelectMany(problem => problem.Lines(Text));

    private static string Said(SourceText source, IReadOnlyList<Diagnostic> problems)
    {
        var first = problems[0].Lines(source).First();
        return problems.Count == 1 ? first : $"{first} (and {problems.Count - 1} more)";
    }
}
