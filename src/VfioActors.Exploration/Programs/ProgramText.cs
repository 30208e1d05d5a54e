namespace VfioActors.Exploration.Programs;

/// <summary>Generated programs as text for people.</summary>
internal static class ProgramText
{
    /// <summary>A line for each actor's traits, each of its lists, and each claim.</summary>
    internal static IEnumerable<string> Lines(GeneratedProgram program)
    {
        for (var at = 0; at < program.Parts.Count; at++)
        {
            var part = program.Parts[at];
            yield return $"a{at + 1}{Traits(part)}, value modulo {part.Modulus}";
            if (part.Begin.Count > 0) { yield return $"  begins: {Text(part.Begin)}"; }
            for (var rule = 0; rule < part.Rules.Count; rule++)
            {
                if (part.Rules[rule].Count == 0) { continue; }
                yield return $"  on {rule} of {part.Rules.Count}: {Text(part.Rules[rule])}";
            }
        }

        for (var at = 0; at < program.Claims.Count; at++)
        {
            yield return $"claims {program.Claims[at].Kind}{at}: {Text(program.Claims[at])}";
        }
    }

    private static string Traits(Part part) =>
        (part.IsInline ? ", prompt" : "") + (part.IsLate ? ", late" : "") + (part.AddsAnswers ? ", adds answers" : "");

    private static string Text(IReadOnlyList<Act> acts) => string.Join("; ", acts.Select(Text));

    private static string Text(Act act)
    {
        var text = act.Kind switch
        {
            ActKind.Tell => $"tell a{act.To} {act.Label}",
            ActKind.Glance => $"glance at a{act.To} {act.Label}",
            ActKind.Add => $"add {ProgramBehavior.AmountOf(act)} to cell {ProgramBehavior.CellOf(act)} of a{act.To}",
            ActKind.Set => $"set cell {ProgramBehavior.CellOf(act)} of a{act.To} to {ProgramBehavior.AmountOf(act)}",
            ActKind.Time => $"timer {act.Label} after {act.Amount}",
            ActKind.TimeGlance => $"glance {act.Label} after {act.Amount}",
            ActKind.TimeAdd =>
                $"add {ProgramBehavior.AmountOf(act)} to cell {ProgramBehavior.CellOf(act)} after {act.Amount}",
            ActKind.Ask => $"ask {act.Label} of {act.Amount} options",
            ActKind.Lock => $"lock a{act.To} for {act.Label}",
            ActKind.ReadClock => "read clock",
            ActKind.Cancel => "cancel timers",
            _ => $"crash if value % 3 = {act.Label % 3}",
        };
        return act.WhenOdd ? $"{text} when odd" : text;
    }

    private static string Text(ProgramClaim claim)
    {
        var actors = string.Join(", ", claim.Actors.Select(actor => $"a{actor}"));
        return claim.Kind switch
        {
            ClaimKind.Cell => $"cell {claim.Modulus} of {actors} is not {claim.Bad}",
            ClaimKind.Order => $"not {claim.Bad} words to the first before one to the second of {actors}",
            ClaimKind.Step => $"label {claim.Bad} never comes to {actors} when even",
            ClaimKind.Witness => $"some run ends with {actors} adding up to {claim.Bad} modulo {claim.Modulus}",
            _ => $"{actors} do not add up to {claim.Bad} modulo {claim.Modulus}",
        };
    }
}
