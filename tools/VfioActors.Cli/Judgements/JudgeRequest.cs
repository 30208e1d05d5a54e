using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Judgements;

/// <summary>What is to be judged.</summary>
/// <param name="Programs">How many generated programs; null for as many as there is time for.</param>
/// <param name="Seed">The number of the first of them.</param>
/// <param name="Cases">Scenarios, with parameters and defects.</param>
/// <param name="Deliveries">Each is judged in these modes.</param>
/// <param name="Time">How long; null for no bound.</param>
internal sealed record JudgeRequest(
    long? Programs,
    long Seed,
    IReadOnlyList<ScenarioCase> Cases,
    IReadOnlyList<Delivery> Deliveries,
    TimeSpan? Time);
