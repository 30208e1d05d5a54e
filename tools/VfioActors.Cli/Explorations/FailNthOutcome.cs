using VfioActors.Cli.Explorations.Failures;
using VfioActors.Exploration.FailNth;

namespace VfioActors.Cli.Explorations;

/// <summary>What came of refusing every point in turn.</summary>
/// <param name="Report">What was searched.</param>
/// <param name="Failures">What broke at each of its points, in their order, each in its smallest form.</param>
internal sealed record FailNthOutcome(FailNthReport Report, IReadOnlyList<IReadOnlyList<FailureDocument>> Failures);
