using Akka.Actor;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Wire;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Work;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>
/// One worker of a node: does the units that it is sent, in their order, on a thread that is for this.
/// </summary>
internal sealed class SessionActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    private readonly SessionPlan _plan;
    private readonly FrameCutter _cutter;
    private readonly FrameJoiner _joiner = new();
    private UnitWorker? _worker;
    private bool _isLost;

    /// <param name="plan">What it needs.</param>
    public SessionActor(SessionPlan plan)
    {
        _plan = plan;
        _cutter = new(plan.Begin.Search, plan.Begin.Session);
        Receive<SearchFrame>(OnFrame);
        Receive<SessionBegin>(_ => SayReady());
        Receive<CountNow>(_ => Asker.Tell(_cutter.Count(), Self));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private IActorRef Asker => _plan.Search.Asker;

    private CancellationToken End => _plan.Search.End.Token;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(CountNow.Instance, CountNow.Instance, CountEvery);
        Guard(() => _worker = Worker());
        SayReady();
    }

    private void SayReady()
    {
        if (!_isLost) { Asker.Tell(new SessionReady(_plan.Begin.Search, _plan.Begin.Session), Self); }
    }

    private void OnFrame(SearchFrame frame)
    {
        if (_isLost || frame.Session != _plan.Begin.Session) { return; }
        Guard(() =>
        {
            if (_joiner.Add(frame) is { } message && !End.IsCancellationRequested) { Do(frame.Kind, message.Span); }
        });
    }

    /// <summary>Whatever goes wrong here, whoever asked is told, and has it begin anew.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // It is told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _isLost = true;
            var reason = failure is WireException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";
            Asker.Tell(new SessionLost(_plan.Begin.Search, _plan.Begin.Session, reason), Self);
        }
    }

    private void Do(FrameKind kind, ReadOnlySpan<byte> message)
    {
        if (kind is FrameKind.States or FrameKind.FinishedStates)
        {
            _worker!.Know(UnitCodec.ReadStates(message), areFinished: kind == FrameKind.FinishedStates);
        }

        if (kind != FrameKind.Unit) { return; }
        var unit = UnitCodec.ReadUnit(message);
        _plan.Beginning();
        var result = _worker!.Do(unit, End);
        if (End.IsCancellationRequested) { return; }
        foreach (var piece in _cutter.Cut(FrameKind.Result, Written(result))) { Asker.Tell(piece, Self); }
    }

    private UnitWorker Worker()
    {
        var worker = UnitWorker.Make(_plan.Setup, _plan.Search.Strategy, _plan.Search.Options, _plan.Begin.Place);
        worker.Learn(UnitCodec.ReadFacts(_plan.Begin.Learned));
        return worker;
    }

    /// <summary>What cannot travel ends the search: it would come again and again.</summary>
    private static ReadOnlyMemory<byte> Written(UnitResult result)
    {
        try
        {
            return UnitCodec.Written(result);
        }
        catch (WireException failure)
        {
            return UnitCodec.Written(new UnitResult(result.Number, default)
            {
                Thrown = failure.Message,
                Learned = result.Learned,
            });
        }
    }

    /// <summary>Says now how much was sent.</summary>
    private sealed record CountNow
    {
        internal static CountNow Instance { get; } = new();
    }
}
