using System.Globalization;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Renderings;

/// <summary>The words around the steps of a trace, in lines that fit a mail.</summary>
public static class TraceSummary
{
    private const int LabelWidth = 10;

    /// <summary>What was run.</summary>
    public static IEnumerable<string> Before(TraceHeader header)
    {
        var parameters = string.Join(", ", header.Parameters.Select(one => $"{one.Key}={one.Value}"));
        var seed = header.Seed.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. Labelled("scenario", parameters.Length == 0 ? header.Scenario : $"{header.Scenario} ({parameters})"),
            .. Labelled("defects", Listed(header.Defects)),
            .. Labelled(
                "order", $"{header.Delivery} delivery{Faults(header)}, strategy {header.Strategy}, seed {seed}"),
            .. header.Dropped.Count == 0 ? [] : Labelled("left out", Several([.. LeftOut(header)])),
        ];
    }

    private static string Faults(TraceHeader header) => (header.Losses + header.Repeats == 0 ? ""
        : string.Create(
            CultureInfo.InvariantCulture, $" (at most {header.Losses} lost, {header.Repeats} repeated)"))
        + (header.AsksAll ? ", anything may be refused" : "");

    /// <summary>What the marks in the margin mean.</summary>
    public static IEnumerable<string> Legend(TraceViolation violation) =>
    [
        .. violation.Race is not { } race
            ? []
            : Mark(Marks.Race, $"the order of steps {race.First} and {race.Second} decides"),
        .. violation.Doomed is not { } doomed ? [] : Mark(Marks.Doomed, $"from step {doomed} on nothing avoids it"),
        .. Mark(Marks.Broken, violation.Step < 0
            ? $"{Plain.Ascii(violation.Property)} is broken before anything happens"
            : $"step {violation.Step} breaks {Plain.Ascii(violation.Property)}"),
    ];

    /// <summary>What was broken, and why.</summary>
    public static IEnumerable<string> After(TraceViolation violation) =>
    [
        .. Labelled("broken", violation.Property),
        .. Labelled("claim", violation.Claim),
        .. Labelled("but", violation.Refutation),
        .. Labelled("blamed", Listed(violation.Defects)),
        .. violation.Why.Length == 0 ? [] : Labelled("why", violation.Why),
    ];

    /// <summary>
    /// Whose words stand above: a trace is somebody's file, and what it says of itself was read, not looked at again.
    /// </summary>
    public static IEnumerable<string> AsRecorded() => Labelled(
        "recorded", "what broke, why, and what each step did are the words of the trace; replay checks them");

    /// <summary>The operations that a failure does not need, each in words where it is known.</summary>
    public static IEnumerable<string> LeftOut(TraceHeader header) =>
        header.Operations.Count == 0 && header.Dropped.Count > 0
            ? [$"{header.Dropped.Count} of the starts and messages with which a run begins"]
            : header.Dropped.Select(id => header.Operations.FirstOrDefault(known => known.Id == id) is { } known
                ? $"{known.Client}'s {known.Text}"
                : $"operation {id}");

    private static string Several(IReadOnlyList<string> texts)
    {
        const int MostListed = 6;
        return texts.Count <= MostListed
            ? string.Join("; ", texts)
            : $"{string.Join("; ", texts.Take(MostListed))}; {texts.Count - MostListed} more";
    }

    private static string Listed(IReadOnlyList<string> ids) => ids.Count == 0 ? "none" : string.Join(", ", ids);

    private static IEnumerable<string> Mark(char mark, string meaning) =>
        Wrapping.Lines($"{mark} ", meaning, Wrapping.MailWidth, hang: 2);

    private static IEnumerable<string> Labelled(string label, string text) =>
        Wrapping.Lines(label.PadRight(LabelWidth), Plain.Ascii(text), Wrapping.MailWidth, LabelWidth);
}
