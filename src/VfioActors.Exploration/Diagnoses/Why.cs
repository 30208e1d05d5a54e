using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Tracing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Says in a sentence why a small failure happens. Each sentence claims what was run and no more; when it could not be
/// run, a weaker one that is so is said instead.
/// </summary>
/// <remarks>
/// With one thing done as a whole, "no race is needed" is said when every order of its steps was taken and breaks it.
/// With several, it is said when they break it one after the other in every order; "no overlap is needed" when they do
/// in some; a work that goes on after the next has begun does overlap. A pair of steps is named when the run with the
/// two swapped was taken and nothing broke; "in the opposite order" without more is said when every order was taken,
/// and none with the two swapped breaks. Else it is counted.
/// </remarks>
/// <param name="evidence">What was run.</param>
internal sealed class Why(Evidence evidence)
{
    private const string NoSwap = "no swap of two steps was found to avoid it";

    private readonly OrderCensus _census = evidence.Census;
    private readonly SerialOrders _serial = evidence.Serial;

    /// <summary>The sentence.</summary>
    internal string Sentence() => evidence switch
    {
        { Works.Count: 0 } => "It is broken before anything happens.",
        { Works.Count: > 1, Serial.Breaks: true } => OneAfterTheOther(),
        { Flip: { } flip } => Race(flip),
        { Works.Count: 1 } => Alone(),
        _ => Overlapping(),
    };

    private string Given =>
        new HostAnswers(evidence.Candidate.Schedule).Any ? ", with the host's answers as they are here" : "";

    private string Subject => evidence.IsMarked ? "operations" : "messages of the start";

    /// <summary>Orders that cannot be done one after the other, which are not among those that hold.</summary>
    private string InOthers =>
        _serial.With(SerialOutcome.Overlaps).Count is > 0 and var several ? $"; in {several} they overlap" : "";

    private string OneAfterTheOther()
    {
        var (breaking, holding) = (_serial.With(SerialOutcome.Breaks), _serial.With(SerialOutcome.Holds));
        if (breaking.Count == _serial.Count && _serial.IsComplete)
        {
            return _serial.Count == 1
                ? $"The {Subject} break it one after the other{Given}: no race is needed."
                : $"The {Subject} break it one after the other, in each of their {_serial.Count} orders{Given}: "
                    + "no race is needed.";
        }

        var overlapping = _serial.With(SerialOutcome.Overlaps).Count;
        if (_serial.IsComplete && breaking.Count + overlapping == _serial.Count)
        {
            // What overlaps cannot be done so: it is no order that holds.
            var orders = breaking.Count == 1 ? "the one order" : $"each of the {breaking.Count} orders";
            return $"No overlap is needed: one after the other the {Subject} break it in {orders} in which they can be "
                + $"done so{Given}.";
        }

        if (Decisive(breaking, holding) is var (first, second))
        {
            return _serial.Count == 2
                ? $"No overlap is needed: {first} and then {second} break it; in the opposite order it holds."
                : $"No overlap is needed: one after the other the {Subject} break it whenever {first} comes before "
                    + $"{second}, and hold otherwise.";
        }

        if (Enclosed(breaking, holding) is var (work, before, after))
        {
            return $"No overlap is needed: one after the other the {Subject} break it whenever {work} comes between "
                + $"{before} and {after}, and hold otherwise.";
        }

        if (evidence is { MixesClients: true, Flip: { } flip }) { return Race(flip); }
        return _serial.Count == 1 || !_serial.IsComplete
            ? $"No overlap is needed: {string.Join("; ", breaking[0].Select(work => work.Text))}, one after the other, "
                + "break it."
            : $"No overlap is needed: one after the other the {Subject} break it in {breaking.Count} of their "
                + $"{_serial.Count} orders{InOthers}.";
    }

    /// <summary>
    /// Two whole operations whose order alone says whether it breaks, when all is done one after the other: every order
    /// was tried.
    /// </summary>
    private (string First, string Second)? Decisive(
        IReadOnlyList<IReadOnlyList<SerialUnit>> breaking, IReadOnlyList<IReadOnlyList<SerialUnit>> holding)
    {
        if (!_serial.IsComplete || breaking.Count + holding.Count < _serial.Count) { return null; }
        var pairs = breaking[0].SelectMany(first => breaking[0].Select(second => (First: first, Second: second)));
        var decisive = pairs.Where(pair => pair.First.Client != pair.Second.Client
            && breaking.All(order => IsBefore(order, pair.First, pair.Second))
            && !holding.Any(order => IsBefore(order, pair.First, pair.Second))).ToList();
        return decisive.Count == 0 ? null : (decisive[0].First.Text, decisive[0].Second.Text);
    }

    /// <summary>A whole operation that breaks it exactly when it comes between two others of one client.</summary>
    private (string SerialUnit, string Before, string After)? Enclosed(
        IReadOnlyList<IReadOnlyList<SerialUnit>> breaking, IReadOnlyList<IReadOnlyList<SerialUnit>> holding)
    {
        if (!_serial.IsComplete || breaking.Count + holding.Count < _serial.Count) { return null; }
        var units = breaking[0];
        for (var at = 1; at + 1 < units.Count; at++)
        {
            var (before, work, after) = (units[at - 1], units[at], units[at + 1]);
            bool IsEnclosed(IReadOnlyList<SerialUnit> order) =>
                IsBefore(order, before, work) && IsBefore(order, work, after);
            if (breaking.All(IsEnclosed) && !holding.Any(IsEnclosed)) { return (work.Text, before.Text, after.Text); }
        }

        return null;
    }

    private static bool IsBefore(IReadOnlyList<SerialUnit> order, SerialUnit first, SerialUnit second) =>
        order.Contains(second) && order.TakeWhile(work => work != second).Contains(first);

    private string Race(Flip flip)
    {
        var (first, second) = (evidence.Steps[flip.Pair.First], evidence.Steps[flip.Pair.Second]);
        var pair = evidence.IsMarked && first.To == second.To
            ? $"{first.To} handles {Handled(first)} before {Handled(second)}"
            : $"{Told(first, first.To)} before {Told(second, second.To == first.To ? "it" : second.To)}";
        var decides = evidence.KnowsAll
            && _census is { Swapped: > 0, SwappedAndBroken: 0, BrokenWithoutPair: 0 };
        if (decides) { return $"{pair}: in the opposite order nothing breaks."; }
        var clean = flip.IsClean(evidence.Candidate) ? "nothing breaks" : "this claim holds";
        var others = _census.SwappedAndBroken > 0 ? " Other orders with the two swapped break something." : "";
        return $"{pair}: with the two swapped and the rest in its order, {clean}.{others}";
    }

    private string Alone()
    {
        if (!evidence.KnowsAll || _census.Broken < _census.Orders) { return OfOrders(); }
        var what = !evidence.IsMarked ? "One message of the start leads to it"
            : evidence.Works[0].Parties.Count == 1 ? "A single operation breaks it"
            : "Operations that belong together break it";
        var orders = _census.Orders == 1 ? "" : $", in each of the {_census.Orders} orders of its steps";
        return $"{what}{orders}{Given}: no race is needed.";
    }

    private string Overlapping()
    {
        var holding = _serial.With(SerialOutcome.Holds).Count;
        return _serial.Breaks == false && holding == _serial.Count
            ? $"Only {Subject} that overlap break it: without overlap it holds, in "
                + $"{(holding == 1 ? "their one order" : $"each of their {holding} orders")}. {Capital(OfOrders())}"
            : Capital(OfOrders());
    }

    private string OfOrders()
    {
        var (broken, orders) = (_census.Broken, _census.Orders);
        if (evidence.KnowsAll && broken == orders) { return $"Each of the {orders} orders breaks it."; }
        if (broken == 0) { return $"{NoSwap}; not every order was tried."; }
        return evidence.KnowsAll
            ? $"{Counted(broken, orders)} break it, and {NoSwap}."
            : $"{Counted(broken, orders)} that were taken break it, and {NoSwap}; not every order was tried.";
    }

    private string Handled(TraceStep step)
    {
        var party = evidence.Works.SelectMany(work => work.Parties)
            .FirstOrDefault(one => one.IsMarked && one.Operation.Value == step.Operation);
        return party.IsMarked ? $"{ShortOf(step)} of {SerialUnit.TextOf(evidence.Candidate, party)}" : ShortOf(step);
    }

    /// <summary>A step as it tells of itself, else by its message.</summary>
    private string Told(TraceStep step, string who)
    {
        if (step.Operation != TraceStep.NoOperation) { return $"{who} handles {Handled(step)}"; }
        var deed = step.Notes.Count > 0 ? step.Notes[0].Text : $"{ShortForm.Hears}{ShortOf(step)}";
        return $"{who} {ShortForm.Of(deed, step.From)}";
    }

    private static string ShortOf(TraceStep step) => step.Message[(step.Message.LastIndexOf('.') + 1)..];

    private static string Counted(long some, long all) =>
        some == 1 && all == 1 ? "the one order" : $"{some} of {all} orders";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
