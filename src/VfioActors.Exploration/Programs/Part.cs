namespace VfioActors.Exploration.Programs;

/// <summary>One actor of a generated program.</summary>
internal sealed record Part
{
    /// <summary>Whether it handles what it hears within the step that sent it.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether it begins only when it hears its first word.</summary>
    public bool IsLate { get; init; }

    /// <summary>
    /// Whether it adds up the host's answers, so that these commute; otherwise they change the value as words do.
    /// </summary>
    public bool AddsAnswers { get; init; }

    /// <summary>Whether its value shows from whom words came.</summary>
    public bool MindsSenders { get; init; } = true;

    /// <summary>Its value stays below this.</summary>
    public int Modulus { get; init; } = 5;

    /// <summary>What it does at its start.</summary>
    public IReadOnlyList<Act> Begin { get; init; } = [];

    /// <summary>What it does when it hears a label, by the label modulo their number; at least one list.</summary>
    public IReadOnlyList<IReadOnlyList<Act>> Rules { get; init; } = [[]];
}
