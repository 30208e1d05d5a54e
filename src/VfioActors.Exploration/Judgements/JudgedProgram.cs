using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Judgements;

/// <summary>A generated program under one delivery mode, judged.</summary>
/// <param name="Number">The number of the program: the same number is the same program for ever.</param>
/// <param name="Delivery">Which orders could happen.</param>
/// <param name="Judgement">What comparing came to.</param>
/// <param name="Smallest">
/// Where something differs, the smallest program found that differs for one of the same strategies, a line each, and
/// behind it how it differs; else empty.
/// </param>
public sealed record JudgedProgram(
    long Number, Delivery Delivery, Judgement Judgement, IReadOnlyList<string> Smallest)
{
    /// <summary>Draws a program and judges it; where something differs, makes it small.</summary>
    /// <param name="cancellation">Ends it with what is known so far.</param>
    public static JudgedProgram Of(
        Judge judge, long number, Delivery delivery, CancellationToken cancellation = default)
    {
        var program = ProgramGenerator.Draw(number);
        var judgement = judge.Compare(() => SetupOf(program, delivery), cancellation);
        if (judgement.Differences.Count == 0) { return new(number, delivery, judgement, []); }
        var name = FirstWord(judgement.Differences[0]);
        var smallest = ProgramReduction.Reduce(program, smaller => judge
            .Compare(() => SetupOf(smaller, delivery), cancellation).Differences.Any(line => FirstWord(line) == name));
        var left = judge.Compare(() => SetupOf(smallest, delivery), CancellationToken.None);
        return new(number, delivery, judgement, [.. ProgramText.Lines(smallest), .. left.Differences]);
    }

    /// <summary>The words of the program as it was drawn, a line each.</summary>
    public IReadOnlyList<string> Program => [.. ProgramText.Lines(ProgramGenerator.Draw(Number))];

    private static string FirstWord(string line) => line.Split(' ', 2)[0];

    private static Setup SetupOf(GeneratedProgram program, Delivery delivery)
    {
        ProgramScenario scenario = new(program);
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
    }
}
