using System.Diagnostics;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Claims;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Faults.VeventQueues;

namespace VfioActors.Scenarios.Faults.Fuzzing;

/// <summary>
/// Random accesses to the region of a fault queue and to the queues of iommufd, between faults, answers, closes and
/// reopens; what is claimed of one actor is looked at after each of its steps.
/// </summary>
public sealed class RegionFuzz : IWorldView
{
    /// <summary>How often the token is looked at: accesses.</summary>
    private const int AccessesBetweenLooks = 4096;

    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _mail = new();
    private readonly Queue<Envelope> _timers = new();
    private readonly List<Cell> _cells = [];
    private readonly List<(Property Property, CellChecks Checks, ActorId Actor)> _claims = [];
    private readonly RegionFuzzReport _report;
    private readonly SeededRandom _random;
    private readonly FuzzedAccesses _accesses;
    private readonly SortedDictionary<uint, uint> _nextEvents = [];
    private int _operations;

    /// <param name="profile">Which rules the queue has.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="twoRegions">Whether it has two regions, whatever the profile says.</param>
    public RegionFuzz(Profile profile, long seed, bool twoRegions = false)
    {
        _report = new(profile.Name);
        _random = new(seed);
        DefectSet defects = new(profile.Defects);
        var options = FaultQueueOptions.Of(profile, FuzzedAccesses.Reporter, FuzzedAccesses.Interrupts);
        if (twoRegions) { options = options.AsPosted; }
        _accesses = new(options, _random);
        Topology.Add("q0", new FaultQueueBehavior(options, defects));
        Topology.Add("irq0", new IrqTableBehavior(FuzzedAccesses.Queue, options.HasInterrupt, defects));
        Topology.Add("iommu", new FaultReporterBehavior(new() { Devices = 2 }, defects));
        Topology.Add("faultq", new PageFaultQueueBehavior(new() { Reporter = FuzzedAccesses.Reporter }, defects));
        Topology.Add("veventq", new VeventQueueBehavior(64, defects));
        Journal journal = new(keeps: false);
        _cells.AddRange(Topology.Actors.Select(actor => Topology.Make(actor, journal)));
        foreach (var property in ClaimsOf(options)) { Claim(property); }
    }

    /// <inheritdoc/>
    public Topology Topology { get; } = new();

    /// <inheritdoc/>
    public State StateOf(ActorId actor) => _cells[actor.Value - 1].State;

    /// <inheritdoc/>
    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    /// <summary>Makes so many accesses, or fewer when it is told to end or something escapes.</summary>
    public RegionFuzzReport Run(long accesses, CancellationToken cancellation = default)
    {
        try
        {
            Drive(accesses, cancellation);
        }
#pragma warning disable CA1031 // Whatever escapes from a behaviour is what this looks for.
        catch (Exception escaped)
#pragma warning restore CA1031
        {
            _report.Escaped = $"{escaped.GetType().Name} in {PlaceOf(escaped)}: {escaped.Message}";
        }

        return _report;
    }

    /// <summary>The method of the house that it came from.</summary>
    private static string PlaceOf(Exception escaped) => new StackTrace(escaped).GetFrames()
        .Select(frame => frame.GetMethod())
        .Where(method => method?.DeclaringType?.Namespace?.StartsWith("VfioActors", StringComparison.Ordinal) == true)
        .Select(method => $"{method!.DeclaringType!.Name}.{method.Name}")
        .FirstOrDefault("no method of ours");

    private static IEnumerable<Property> ClaimsOf(FaultQueueOptions options)
    {
        FaultActors actors = new()
        {
            Queues = [FuzzedAccesses.Queue],
            Interrupts = [FuzzedAccesses.Interrupts],
            Reporter = FuzzedAccesses.Reporter,
            Users = [],
            Endpoints = [],
            Interface = options.Interface,
        };
        return
        [
            .. FaultClaims.OfRegion(actors), new HandlerDiesWithDevice(), new PendingMatchesDelivered(),
            new ReadsReturn(),
        ];
    }

    private void Claim(Property property)
    {
        foreach (var cell in _cells.Where(cell => ((ActorProperty)property).Concerns(cell)))
        {
            _claims.Add((property, new([property], cell, this), cell.Id));
        }
    }

    private void Drive(long accesses, CancellationToken cancellation)
    {
        while (_report.Accesses < accesses)
        {
            if (_report.Accesses % AccessesBetweenLooks == 0 && cancellation.IsCancellationRequested) { return; }
            _report.Accesses++;
            _mail.Enqueue(_accesses.Next(new(++_operations)));
            Settle();

            // What was put off happens some time later, between other accesses.
            if (_timers.Count > 0 && _random.Below(2) == 0)
            {
                _mail.Enqueue(_timers.Dequeue());
                Settle();
            }
        }
    }

    private void Settle()
    {
        while (_mail.TryDequeue(out var envelope))
        {
            if (envelope.To == FuzzedAccesses.User) { Hear(in envelope); }
            else { Step(in envelope); }
        }
    }

    private void Hear(in Envelope envelope)
    {
        if (envelope.Is<FaultUserMessage.Done>(out var done)) { _report.Count(done); }
        else if (envelope.Is<FaultUserMessage.Event>(out var seen)) { HearEvent(in envelope, in seen); }
    }

    private void HearEvent(in Envelope envelope, in FaultUserMessage.Event seen)
    {
        if (envelope.From == FuzzedAccesses.PageFaults)
        {
            _accesses.Cookie = seen.Sequence;
            return;
        }

        if (seen.Sequence < _nextEvents.GetValueOrDefault(_accesses.EventType))
        {
            _report.Break(nameof(RecordOnce), $"event {seen.Sequence} is handed out again");
        }

        _nextEvents[_accesses.EventType] = seen.Sequence + 1;
    }

    private void Step(in Envelope envelope)
    {
        Look(in envelope, before: true);
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        Look(in envelope, before: false);
        foreach (ref readonly var effect in _outbox.Effects)
        {
            (effect.Kind == EffectKind.Timer ? _timers : _mail).Enqueue(effect.Envelope);
        }
    }

    /// <summary>What is broken once is not looked at again: the first time is what is reported.</summary>
    private void Look(in Envelope envelope, bool before)
    {
        for (var at = _claims.Count - 1; at >= 0; at--)
        {
            var (property, checks, actor) = _claims[at];
            if (actor != envelope.To) { continue; }
            if ((before ? checks.Before(in envelope) : checks.After(in envelope)) is not { } broken) { continue; }
            _report.Break(property.Name, broken.Reason);
            _claims.RemoveAt(at);
        }
    }
}
