namespace VfioActors.Tracing;

/// <summary>Reads what a run broke.</summary>
internal static class ViolationReader
{
    private static readonly JsonKeys Keys = new(
        ["property", "claim", "refutation", "step", "defects"], ["race", "doomed", "why"]);

    private static readonly JsonKeys RaceKeys = new(["first", "second"], []);

    /// <summary>Reads the violation, or refuses it.</summary>
    public static TraceViolation Read(ref JsonLine line)
    {
        var violation = new TraceViolation { Property = "", Claim = "", Refutation = "", Step = 0 };
        var at = new JsonCursor();
        line.OpenObject("violation");
        while (line.TryNextKey(Keys, ref at)) { violation = With(violation, at.Key, ref line); }
        return violation;
    }

    private static TraceViolation With(TraceViolation violation, string key, ref JsonLine line) => key switch
    {
        "property" => violation with { Property = line.Text(key) },
        "claim" => violation with { Claim = line.Text(key) },
        "refutation" => violation with { Refutation = line.Text(key) },
        "step" => violation with { Step = (int)line.Number(key, -1, int.MaxValue) },
        "defects" => violation with { Defects = HeaderReader.Texts(key, ref line) },
        "race" => violation with { Race = Race(ref line) },
        "doomed" => violation with { Doomed = Step(key, ref line) },
        _ => violation with { Why = line.Text(key) },
    };

    private static TraceRace Race(ref JsonLine line)
    {
        var (first, second) = (0, 0);
        var at = new JsonCursor();
        line.OpenObject("race");
        while (line.TryNextKey(RaceKeys, ref at))
        {
            if (at.Key == "first") { first = Step(at.Key, ref line); }
            else { second = Step(at.Key, ref line); }
        }

        return first < second ? new(first, second) : throw line.Refused("\"first\" before \"second\"", "another order");
    }

    private static int Step(string key, ref JsonLine line) => (int)line.Number(key, 0, int.MaxValue);
}
