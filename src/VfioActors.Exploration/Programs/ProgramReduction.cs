namespace VfioActors.Exploration.Programs;

/// <summary>Makes a generated program smaller for as long as it still shows what it is to show.</summary>
internal static class ProgramReduction
{
    /// <summary>Leaves out whatever can be left out, one thing after the other.</summary>
    /// <param name="program">It shows it.</param>
    /// <param name="shows">Whether a smaller one does.</param>
    internal static GeneratedProgram Reduce(GeneratedProgram program, Func<GeneratedProgram, bool> shows)
    {
        while (Smaller(program).FirstOrDefault(shows) is { } smaller) { program = smaller; }
        return program;
    }

    /// <summary>All that have one thing less, the large things first.</summary>
    private static IEnumerable<GeneratedProgram> Smaller(GeneratedProgram program)
    {
        for (var actor = program.Parts.Count; actor >= 1 && program.Parts.Count > 1; actor--)
        {
            yield return Without(program, actor);
        }

        for (var at = 0; at < program.Claims.Count; at++)
        {
            yield return program with { Claims = [.. program.Claims.Where((_, place) => place != at)] };
        }

        for (var at = 0; at < program.Parts.Count; at++)
        {
            foreach (var part in Smaller(program.Parts[at])) { yield return With(program, at, part); }
        }
    }

    private static IEnumerable<Part> Smaller(Part part)
    {
        foreach (var begin in Smaller(part.Begin)) { yield return part with { Begin = begin }; }
        for (var rule = 0; rule < part.Rules.Count; rule++)
        {
            foreach (var acts in Smaller(part.Rules[rule]))
            {
                yield return part with { Rules = [.. part.Rules.Select((old, at) => at == rule ? acts : old)] };
            }
        }

        if (part.Rules.Count > 1) { yield return part with { Rules = [.. part.Rules.SkipLast(1)] }; }
        if (part.IsInline) { yield return part with { IsInline = false }; }
        if (part.IsLate) { yield return part with { IsLate = false }; }
        if (part.AddsAnswers) { yield return part with { AddsAnswers = false }; }
    }

    private static IEnumerable<IReadOnlyList<Act>> Smaller(IReadOnlyList<Act> acts)
    {
        for (var at = 0; at < acts.Count; at++) { yield return [.. acts.Where((_, place) => place != at)]; }
        for (var at = 0; at < acts.Count; at++)
        {
            if (!acts[at].WhenOdd) { continue; }
            yield return [.. acts.Select((act, place) => place == at ? act with { WhenOdd = false } : act)];
        }
    }

    private static GeneratedProgram With(GeneratedProgram program, int at, Part part) =>
        program with { Parts = [.. program.Parts.Select((old, place) => place == at ? part : old)] };

    /// <summary>Leaves out an actor, with all that is done with it; those behind it move up.</summary>
    private static GeneratedProgram Without(GeneratedProgram program, int actor)
    {
        int Moved(int other) => other > actor ? other - 1 : other;
        IReadOnlyList<Act> Kept(IReadOnlyList<Act> acts) =>
            [.. acts.Where(act => act.To != actor).Select(act => act with { To = Moved(act.To) })];
        return new(
            [
                .. program.Parts.Where((_, at) => at != actor - 1).Select(part =>
                    part with { Begin = Kept(part.Begin), Rules = [.. part.Rules.Select(Kept)] }),
            ],
            [
                .. program.Claims.Where(claim => !claim.Actors.Contains(actor))
                    .Select(claim => claim with { Actors = [.. claim.Actors.Select(Moved)] }),
            ]);
    }
}
