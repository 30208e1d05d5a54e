using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Exploration.Schedules;

/// <summary>
/// Takes the deliveries of a recording again, of any length: like <see cref="RecordingReplayer"/>, but nothing can be
/// taken back, and so nothing is kept but the states and what is on its way.
/// </summary>
public sealed class ForwardReplayer : IWorldView, IStepHost
{
    /// <summary>Steps between two looks at the clock of whoever waits.</summary>
    private const int LookEvery = 1 << 14;

    private readonly Setup _setup;
    private readonly Recording _recording;
    private readonly ActorStepper _stepper;
    private readonly ForwardActor[] _actors;
    private readonly Stack<ForwardActor> _listed = new();
    private readonly List<Finding> _found = [];
    private readonly Action<int>? _told;
    private readonly Action<State, OperationId>? _watched;
    private readonly CancellationToken _cancellation;
    private long _onTheirWay;
    private Crash? _crash;
    private bool _isEnded;

    private ForwardReplayer(
        Setup setup,
        Recording recording,
        Action<int>? told,
        Action<State, OperationId>? watched,
        CancellationToken cancellation)
    {
        (_setup, _recording, _told, _watched, _cancellation) = (setup, recording, told, watched, cancellation);
        _stepper = new(setup.Topology);
        var orders = recording.Orders.ToDictionary(order => order.Actor);
        if (orders.Keys.FirstOrDefault(name => !setup.Topology.TryFind(name, out _)) is { } stranger)
        {
            throw new FormatException($"the scenario has no actor {stranger}");
        }

        Journal never = new(keeps: false);
        _actors =
        [
            .. setup.Topology.Actors.Select(actor => setup.Topology.Make(actor, never)).Select(cell =>
                new ForwardActor(cell, new(setup.Properties, cell, this), orders.GetValueOrDefault(cell.Name))),
        ];
    }

    /// <inheritdoc/>
    public Topology Topology => _setup.Topology;

    /// <summary>How many steps were taken so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Replays, and judges the run by the properties of the scenario.</summary>
    /// <param name="setup">The scenario of the recording's header.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="told">Told now and then how many steps were taken.</param>
    /// <param name="watched">Shown after each step the state of who took it, and the operation that it served.</param>
    /// <param name="cancellation">Ends it early with what is known so far.</param>
    /// <returns>What it came to, and the part of the recording that was taken until something was found.</returns>
    /// <exception cref="ReplayMisfitException">
    /// A fingerprint of the recording is not that of the state, or a whole recording cannot be taken to its end.
    /// </exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    public static (RecordedRun Run, Recording Cut) Replay(
        Setup setup,
        Recording recording,
        Action<int>? told = null,
        Action<State, OperationId>? watched = null,
        CancellationToken cancellation = default)
    {
        if (setup.Topology.Actors.Any(setup.Topology.IsInline))
        {
            return (RecordingReplayer.Replay(setup, recording, watched), recording);
        }

        ForwardReplayer replayer = new(setup, recording, told, watched, cancellation);
        var cut = replayer.Go();
        return (replayer.Run(), cut ?? recording);
    }

    /// <inheritdoc/>
    public State StateOf(ActorId actor) => _actors[actor.Value - 1].Cell.State;

    /// <inheritdoc/>
    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    /// <inheritdoc/>
    void IStepHost.Perform(in Effect effect) => Post(in effect);

    /// <inheritdoc/>
    (Cell Cell, Ticks Now) IStepHost.InlineActor(ActorId actor) =>
        throw new NotSupportedException("what inline actors did is replayed in a world");

    private Recording? Go()
    {
        Recording? cut = null;
        foreach (var actor in _actors) { Start(actor); }
        foreach (var actor in _actors) { List(actor); }
        while (IsGoingOn && _listed.TryPop(out var actor))
        {
            actor.IsListed = false;
            while (IsGoingOn && actor.TryTake(out var envelope))
            {
                Take(actor, in envelope);
                if (cut is null && _found.Count > 0) { cut = Cut(); }
            }
        }

        return cut;
    }

    private bool IsGoingOn => _crash is null && !_isEnded;

    /// <summary>Says how far it is, and hears whether to go on.</summary>
    private void LookUp()
    {
        _told?.Invoke(Steps);
        _isEnded = _cancellation.IsCancellationRequested;
    }

    private RecordedRun Run()
    {
        var left = _actors.Sum(actor => actor.Left());
        var isWhole = _recording.IsWhole && IsGoingOn;
        if (isWhole && _actors.FirstOrDefault(actor => actor.HasMore) is { } waiting) { throw Misfit(waiting); }
        var fingerprint = 0UL;
        foreach (var actor in _actors)
        {
            var state = actor.Cell.State.Fingerprint;
            if (isWhole && actor.Order?.State is { } expected && expected != state) { throw Misfit(actor, expected); }
            unchecked { fingerprint += Fingerprint.Mix(state, (ulong)actor.Cell.Id.Value); }
        }

        var isAtRest = _onTheirWay == 0 && IsGoingOn;
        if (isAtRest) { JudgeRest(); }
        return new(Steps, left, isAtRest, fingerprint, [.. _found]) { Judged = Judged(isAtRest), IsEnded = _isEnded };
    }

    /// <summary>Claims about an actor are looked at around its steps, those about rest when there is one.</summary>
    private JudgedProperties Judged(bool isAtRest)
    {
        HashSet<Property> looked =
        [
            .. _actors.Where(actor => actor.Steps > 0).SelectMany(actor => actor.Checks.Properties),
            .. isAtRest ? _setup.Properties.OfType<AtRest>().Where(property => property.Concerns(this)) : [],
        ];
        var judged = JudgedProperties.Of(_setup, looked);
        return isAtRest ? judged : judged.WithoutEnd();
    }

    private void Start(ForwardActor actor)
    {
        _stepper.Start(actor.Cell);
        foreach (ref readonly var effect in _stepper.Outbox.Effects) { Post(in effect); }
    }

    private void Take(ForwardActor actor, in Envelope envelope)
    {
        _onTheirWay--;
        if (actor.Checks.Before(in envelope) is var (rule, why)) { Find(rule, actor, why); }
        _crash = _stepper.Take(actor.Cell, in envelope, Steps, new(actor.Clock), this);
        if (_crash is not null) { Find(CrashProperty.Instance.Name, actor, $"{actor.Cell.Name}: {_crash}"); }
        if (actor.Checks.After(in envelope) is var (invariant, reason)) { Find(invariant, actor, reason); }
        _watched?.Invoke(actor.Cell.State, envelope.Operation);
        CheckFingerprint(actor);
        Steps++;
        if (Steps % LookEvery == 0) { LookUp(); }
    }

    private void Post(in Effect effect)
    {
        var to = _actors[effect.Envelope.To.Value - 1];
        to.Post(in effect);
        _onTheirWay++;
        List(to);
    }

    private void List(ForwardActor actor)
    {
        if (actor.IsListed || !actor.HasMore) { return; }
        actor.IsListed = true;
        _listed.Push(actor);
    }

    private void CheckFingerprint(ForwardActor actor)
    {
        if (actor.Order!.Fingerprints.Count < actor.Steps || _crash is not null) { return; }
        var expected = actor.Order.Fingerprints[actor.Steps - 1];
        if (expected != actor.Cell.State.Fingerprint) { throw Misfit(actor, expected); }
    }

    private void JudgeRest()
    {
        foreach (var property in _setup.Properties.OfType<AtRest>())
        {
            if (property.Refute(this) is { } reason) { _found.Add(new(property, ActorId.Nobody, Steps - 1, reason)); }
        }
    }

    private void Find(string name, ForwardActor actor, string reason)
    {
        var property = name == CrashProperty.Instance.Name
            ? CrashProperty.Instance
            : _setup.Properties.First(known => known.Name == name);
        if (_found.Any(known => known.Property == property && known.Actor == actor.Cell.Id)) { return; }
        _found.Add(new(property, actor.Cell.Id, Steps, reason));
    }

    /// <summary>What was taken so far: a run that could have ended here.</summary>
    private Recording Cut() => new(
        _recording.Header,
        [
            .. _actors.Where(actor => actor.Read > 0).Select(actor => new ReceiveOrder(
                actor.Cell.Name, [.. actor.Order!.Words.Take(actor.Read)])),
        ])
    {
        IsWhole = false,
    };

    private ReplayMisfitException Misfit(ForwardActor actor) => new(
        Steps,
        $"{actor.Cell.Name} receives {actor.Expected(NameOf)} in its step {actor.Steps}",
        "nothing of the kind is on its way");

    private ReplayMisfitException Misfit(ForwardActor actor, ulong expected) => new(
        Steps,
        $"fingerprint {Fingerprint.Text(expected)} of {actor.Cell.Name} after its step {actor.Steps - 1}",
        $"the state has {Fingerprint.Text(actor.Cell.State.Fingerprint)}");
}
