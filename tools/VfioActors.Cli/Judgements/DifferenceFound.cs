using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Judgements;

/// <summary>A program or scenario on which a strategy and brute force do not agree.</summary>
/// <param name="Seed">The number of the program; null for a scenario.</param>
/// <param name="Scenario">The scenario with its flags; null for a program.</param>
/// <param name="Delivery">The delivery mode.</param>
/// <param name="Differs">What differs, a line each.</param>
/// <param name="Program">The smallest program that shows it, a line each, with what differs there.</param>
/// <param name="Again">The command that judges it again.</param>
internal sealed record DifferenceFound(
    long? Seed,
    string? Scenario,
    string Delivery,
    IReadOnlyList<string> Differs,
    IReadOnlyList<string> Program,
    string Again)
{
    /// <summary>That of a generated program.</summary>
    public static DifferenceFound Of(JudgedProgram judged)
    {
        var delivery = DeliveryNames.NameOf(judged.Delivery);
        return new(judged.Number, null, delivery, judged.Judgement.Differences, judged.Smallest,
            $"{Product.Name} judge --programs 1 --seed {judged.Number} --delivery {delivery}");
    }

    /// <summary>That of a scenario.</summary>
    public static DifferenceFound Of(ScenarioCase one, Delivery mode, Judgement judgement)
    {
        var delivery = DeliveryNames.NameOf(mode);
        return new(null, one.Words, delivery, judgement.Differences, [],
            $"{Product.Name} judge --programs 0 --scenario {one.Scenario.Name} --delivery {delivery}");
    }
}
