using VfioActors.Exploration;
using VfioActors.Tracing;

namespace VfioActors.Runtime.Control;

/// <summary>What exploring real actors came to.</summary>
/// <param name="Exploration">Runs, deliveries, verdict.</param>
/// <param name="Traces">
/// The smallest run for each claim that was broken; see <see cref="ControlledExplorer.Replay"/>.
/// </param>
public sealed record ControlledReport(ExplorationReport Exploration, IReadOnlyList<Trace> Traces)
{
    /// <summary>Whether what must hold did, and in every order or only in those that were tried.</summary>
    public Verdict Verdict => Exploration.Verdict;

    /// <summary>
    /// Modulo what it held, in words: objects that actors could use beside messages, and do not say so. Null for
    /// nothing.
    /// </summary>
    public string? Modulo => Exploration.Modulo;
}
