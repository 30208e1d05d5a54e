namespace VfioActors.Tracing.Tests;

/// <summary>Traces of every shape that the format allows, ugly texts included.</summary>
internal static class RandomTraces
{
    private static readonly string[] Words =
    [
        "reads", "defaultPasid=5", "frees", "pasid", "5", "clears", "x[5]", "ATTACH(D, dev0)", "naïve", "→", "a\tb",
        "\"quoted\"", "back\\slash", "\u001b[31m",
        "averyveryveryverylongwordthatfitsnocolumnatall_and_goes_on_for_ever",
        "", "😀", "<b>&amp;</b>", "x;y#z", "\r\n",
    ];

    public static Trace Of(ulong seed)
    {
        var dice = new Dice(seed);
        var clients = 1 + dice.Below(dice.OneIn(4) ? 12 : 4);
        var operations = Enumerable.Range(1, dice.Below(8))
            .Select(id => new TraceOperation(id * 3, $"client{dice.Below(clients)}", Text(dice)))
            .ToList();
        var steps = Enumerable.Range(0, dice.Below(20)).Select(number => Step(dice, number, operations)).ToList();
        return new(Header(dice, operations, steps.Count), steps);
    }

    public static string Text(Dice dice) =>
        string.Join(' ', Enumerable.Range(0, dice.Below(9)).Select(_ => dice.Of(Words)));

    private static TraceHeader Header(Dice dice, List<TraceOperation> operations, int steps) => new()
    {
        Product = "0.1.0",
        Scenario = Text(dice),
        Parameters = [.. Enumerable.Range(0, dice.Below(4))
            .Select(at => new KeyValuePair<string, string>($"p{-at}", Text(dice)))],
        Defects = [.. Enumerable.Range(0, dice.Below(3)).Select(at => $"AUX-{dice.Below(30):00}")],
        Delivery = dice.Of(TraceHeader.Deliveries),
        Losses = dice.OneIn(2) ? 0 : dice.Below(1_001),
        AsksAll = dice.OneIn(4),
        Repeats = dice.OneIn(2) ? 0 : dice.Below(1_001),
        Strategy = "dpor",
        Seed = unchecked((long)dice.Next()),
        Operations = operations,
        Dropped = [.. Enumerable.Range(0, dice.Below(3)).Select(at => 100 + dice.Below(9))],
        Violation = steps == 0 || dice.OneIn(3) ? null : Violation(dice, steps),
    };

    private static TraceViolation Violation(Dice dice, int steps) => new()
    {
        Property = dice.Of("PasidBalance", "NoDoubleFreePasid", Words[14]),
        Claim = Text(dice),
        Refutation = Text(dice),
        Step = dice.Below(steps),
        Defects = ["AUX-04", "AUX-03"],
        Race = steps < 2 || dice.OneIn(2) ? null : new(dice.Below(steps - 1), steps - 1),
        Doomed = dice.OneIn(2) ? null : dice.Below(steps),
        Why = Text(dice),
    };

    private static TraceStep Step(Dice dice, int number, List<TraceOperation> operations) => new()
    {
        Number = number,
        To = dice.Of("domain0", "allocator", "iommu0", Words[14]),
        From = dice.Of("client0", "domain0", TraceStep.Host),
        Message = dice.Of("AuxDomain.Attach", "PasidAllocator.Allocated", "Go"),
        Fields = [.. Enumerable.Range(0, dice.Below(4)).Select(at => new TraceField($"field{at}", Value(dice)))],
        Cause = dice.Below(number + 1) - 1,
        Operation = operations.Count == 0 || dice.OneIn(5) ? 0 : dice.Of(operations).Id,
        Fate = dice.OneIn(3) ? dice.Of(TraceStep.Lost, TraceStep.Repeated) : null,
        Fingerprint = dice.Next(),
        Notes = [.. Enumerable.Range(0, int.Max(0, dice.Below(5) - 2)).Select(_ => Text(dice))],
    };

    private static TraceValue Value(Dice dice) =>
        dice.OneIn(2) ? TraceValue.Of(unchecked((long)dice.Next())) : TraceValue.Of(Text(dice));
}
