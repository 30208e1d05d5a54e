using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Runtime;
using VfioActors.Storm.Measures;

namespace VfioActors.Storm;

/// <summary>Measures the clients of a storm, and looks at what must hold in one actor.</summary>
/// <remarks>
/// A rule for every step costs more than the step, so each actor is looked at in all of its first steps, which is where
/// defects show, and then in one of many. What is recorded is judged at every step when it is replayed.
/// </remarks>
internal sealed class StormWatcher : IStepWatcher
{
    private readonly ClientMeter?[] _meters;
    private readonly CheckSampler?[] _samplers;
    private readonly NamesOnly _names;
    private readonly ActorProperty[] _rules;
    private readonly StormTelemetry _telemetry;

    /// <param name="setup">The storm.</param>
    /// <param name="meters">By the number of the actor; null where the actor is no client.</param>
    /// <param name="telemetry">Told what actors hold, when somebody wants to know.</param>
    internal StormWatcher(Setup setup, ClientMeter?[] meters, StormTelemetry telemetry)
    {
        _telemetry = telemetry;
        _meters = meters;
        _samplers = new CheckSampler?[meters.Length];
        _names = new(setup.Topology);
        _rules = [.. setup.Properties.OfType<ActorProperty>()];
    }

    public (string Property, string Reason)? Before(Cell cell, in Envelope envelope)
    {
        _meters[cell.Id.Value]?.Before(cell);
        var sampler = _samplers[cell.Id.Value] ??= new(new CellChecks(_rules, cell, _names));
        return sampler.Looks() ? sampler.Checks.Before(in envelope) : null;
    }

    public (string Property, string Reason)? After(Cell cell, in Envelope envelope)
    {
        _meters[cell.Id.Value]?.After(envelope.Operation);
        var sampler = _samplers[cell.Id.Value]!;
        if (!sampler.IsLooking) { return null; }
        if (_telemetry.IsHeard) { _telemetry.Note(cell); }
        return sampler.Checks.After(in envelope);
    }
}
