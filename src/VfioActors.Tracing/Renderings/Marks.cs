namespace VfioActors.Tracing.Renderings;

/// <summary>The marks in the margin of a step.</summary>
internal static class Marks
{
    /// <summary>One of the racing pair.</summary>
    public const char Race = '*';

    /// <summary>The step after which the violation cannot be avoided.</summary>
    public const char Doomed = '#';

    /// <summary>The step that breaks the property.</summary>
    public const char Broken = '!';

    /// <summary>The marks of a step, empty for most.</summary>
    public static string Of(TraceViolation? violation, int step)
    {
        if (violation is null) { return ""; }
        var races = violation.Race is { } race && (race.First == step || race.Second == step);
        return (races ? $"{Race}" : "")
            + (violation.Doomed == step ? $"{Doomed}" : "")
            + (violation.Step == step ? $"{Broken}" : "");
    }
}
