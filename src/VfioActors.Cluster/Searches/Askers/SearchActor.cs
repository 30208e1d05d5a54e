using Akka.Actor;
using Akka.Cluster;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Cluster.Searches.Wire;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Work;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>
/// Gives units of a search to the nodes of its cluster and takes what comes of them. Who is there, and who is gone, it
/// hears from the cluster.
/// </summary>
internal sealed class SearchActor : ReceiveActor, IWithTimers
{
    /// <summary>A worker has so many units in hands: one that it does, and one that waits for it.</summary>
    private const int HeldMost = 2;

    /// <summary>A node whose workers had to begin anew so often is left out.</summary>
    private const int TroublesMost = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly SearchPlan _plan;
    private readonly TaskCompletionSource<SearchOutcome> _outcome;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly List<NodeRecord> _nodes = [];
    private readonly Dictionary<int, AskerSession> _sessions = [];
    private int _expected;
    private int _numbers;
    private int _turns;
    private int _restarts;
    private double _told;
    private bool _hasBegun;
    private bool _isOver;

    /// <param name="plan">What it needs.</param>
    /// <param name="outcome">Told when it is over.</param>
    public SearchActor(SearchPlan plan, TaskCompletionSource<SearchOutcome> outcome)
    {
        (_plan, _outcome, _expected) = (plan, outcome, plan.Expected);
        Receive<ClusterEvent.MemberUp>(up => OnUp(up.Member));
        Receive<ClusterEvent.MemberDowned>(down => OnGone(down.Member.Address));
        Receive<ClusterEvent.MemberRemoved>(removed => OnGone(removed.Member.Address));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<SearchAnswer>(OnAnswer);
        Receive<SessionReady>(OnReady);
        Receive<SessionLost>(OnLost);
        Receive<SearchFrame>(OnFrame);
        Receive<ProcessEnded>(OnEnded);
        Receive<LookNow>(_ => Look());
        Receive<AskNow>(_ => Ask());
        Receive<NobodyCame>(_ => End("no node of the cluster takes part"));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private UnitLedger Ledger => _plan.Ledger;

    private long Search => _plan.Offer.Search;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        MayBegin();
        MayBeAlone();
        Timers.StartPeriodicTimer(LookNow.Instance, LookNow.Instance, LookEvery);
        Timers.StartPeriodicTimer(AskNow.Instance, AskNow.Instance, AskEvery);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _outcome.TrySetResult(Outcome("this process was parted from the cluster"));
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        _outcome.TrySetException(reason);
        base.PreRestart(reason, message);
    }

    private void OnUp(Member member)
    {
        if (!member.HasRole(SearchCluster.NodeRole)) { return; }
        NodeRecord node = new(member.Address);
        _nodes.Add(node);
        Offer(node);
        MayBeAlone();
    }

    /// <summary>
    /// Where no node is at hand, of a cluster that others run, one may come, but not for ever: as long as somebody
    /// waits who asks to be let in.
    /// </summary>
    private void MayBeAlone()
    {
        var patience = Context.System.Settings.Config.GetTimeSpan(
            "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes", TimeSpan.Zero);
        if (_plan.StartsNodes || _nodes.Exists(node => node is { Refusal: null, IsLost: false }))
        {
            Timers.Cancel(NobodyCame.Instance);
        }
        else if (patience > TimeSpan.Zero && !Timers.IsTimerActive(NobodyCame.Instance))
        {
            Timers.StartSingleTimer(NobodyCame.Instance, NobodyCame.Instance, patience);
        }
    }

    private void Offer(NodeRecord node) => Context
        .ActorSelection(new RootActorPath(node.Address) / "user" / SearchCluster.NodeActorName).Tell(_plan.Offer);

    /// <summary>What may not have come is said again: offers, and how many frames were sent.</summary>
    private void Ask()
    {
        foreach (var node in _nodes)
        {
            if (node is { Actor: null, Refusal: null, IsLost: false }) { Offer(node); }
        }

        foreach (var session in _sessions.Values)
        {
            if (session.Actor is null) { TellToBegin(session); }
            else { session.Count(Self); }
        }
    }

    private void OnAnswer(SearchAnswer answer)
    {
        var address = Sender.Path.Address;
        var node = _nodes.FirstOrDefault(known => known.Address == address && !known.IsLost);
        if (node is not { Actor: null, Refusal: null } || answer.Search != Search) { return; }
        if (answer.Refusal.Length > 0)
        {
            node.Refusal = answer.Refusal;
            MayBeAlone();
            return;
        }

        node.Actor = Sender;
        for (var worker = 0; worker < answer.Workers; worker++)
        {
            AskerSession session = new(node, worker, _turns++);
            node.Sessions.Add(session);
            Begin(session);
        }
    }

    private void Begin(AskerSession session)
    {
        Forget(session);
        session.Begin(Search, ++_numbers);
        _sessions[session.Number] = session;
        Ledger.Join(session.Number);
        TellToBegin(session);
    }

    private void TellToBegin(AskerSession session) => session.Node.Actor.Tell(new SessionBegin(
        Search, session.Worker, session.Number, new(session.Turn, Ledger.Cuts), UnitCodec.Written(Ledger.Agreed)));

    /// <summary>What a worker had is not its any more. When all is over what it did counts, though it goes.</summary>
    private void Forget(AskerSession session)
    {
        if (_isOver) { return; }
        if (_sessions.Remove(session.Number)) { session.Node.Counted -= Ledger.Lose(session.Number); }
    }

    private void OnReady(SessionReady ready)
    {
        if (SessionOf(ready.Search, ready.Session) is not { } session) { return; }
        session.Actor = Sender;
        FeedAll();
    }

    private AskerSession? SessionOf(long search, int number) =>
        search == Search && !_isOver ? _sessions.GetValueOrDefault(number) : null;

    private void OnLost(SessionLost lost)
    {
        if (SessionOf(lost.Search, lost.Session) is { } session) { Anew(session, lost.Reason); }
    }

    /// <summary>Something went wrong with a worker: it begins anew, and too often is often enough.</summary>
    private void Anew(AskerSession session, string reason)
    {
        if (++session.Node.Troubles < TroublesMost)
        {
            Begin(session);
            return;
        }

        foreach (var other in session.Node.Sessions) { Forget(other); }
        session.Node.Refusal = $"it was left out: {reason}";
        MayBeAlone();
    }

    private void OnFrame(SearchFrame frame)
    {
        if (SessionOf(frame.Search, frame.Session) is not { } session) { return; }
        try
        {
            if (session.Join(frame) is not { } message || frame.Kind != FrameKind.Result) { return; }
            Accept(session, UnitCodec.ReadResult(message.Span));
        }
        catch (Exception failure) when (failure is WireException or InvalidDataException)
        {
            Anew(session, failure.Message);
        }

        FeedAll();
        Look();
    }

    private void Accept(AskerSession session, UnitResult result)
    {
        var counted = Ledger.Accept(session.Number, result);
        if (_restarts != Ledger.Restarts)
        {
            _restarts = Ledger.Restarts;
            _plan.Counted.Clear();
            foreach (var other in _sessions.Values.ToList()) { Begin(other); }
            return;
        }

        _plan.Counted.Close(session.Number);
        var node = session.Node;
        (node.Units, node.Counted, node.Seconds) =
            (node.Units + 1, node.Counted + counted, node.Seconds + result.Seconds);
    }

    /// <summary>Everybody who is there has something to do, as long as there is something.</summary>
    private void FeedAll()
    {
        if (_isOver || !MayBegin()) { return; }
        for (var held = 0; held < HeldMost; held++)
        {
            foreach (var session in _sessions.Values)
            {
                if (session.Actor is null || Ledger.HeldBy(session.Number) != held) { continue; }
                if (Ledger.Take(session.Number) is not { } unit) { continue; }
                _plan.Counted.Tell(session, Self);
                session.Send(FrameKind.Unit, UnitCodec.Written(unit), Self);
            }
        }
    }

    /// <summary>Whether the nodes that were started here were all there once, or are gone.</summary>
    private bool MayBegin()
    {
        if (_hasBegun || _nodes.Count(node => node.IsReady) < _expected) { return _hasBegun; }
        Ledger.Begin();
        return _hasBegun = true;
    }

    private void OnGone(Address address)
    {
        foreach (var node in _nodes.Where(node => node.Address == address && !node.IsLost))
        {
            node.IsLost = true;
            foreach (var session in node.Sessions) { Forget(session); }
        }

        MayBeAlone();
        FeedAll();
    }

    private void OnEnded(ProcessEnded ended)
    {
        _expected--;
        if (ended.Address is { } address) { _cluster.Down(address); }
        if (_expected <= 0) { End("every node that was started has ended"); }
        else { FeedAll(); }
    }

    private void Look()
    {
        if (_isOver) { return; }
        if (_nodes.Count > 0 && _nodes.All(node => node.Refusal is not null)) { End(null); }
        else if (Ledger.IsOver) { End(null); }
        else if (_plan.Progress is { } progress && Ledger.Progress is var now && now.Seconds - _told >= 0.2)
        {
            _told = now.Seconds;
            progress(now);
        }
    }

    private void End(string? problem)
    {
        if (_isOver) { return; }
        _isOver = true;
        foreach (var node in _nodes.Where(node => !node.IsLost)) { node.Actor?.Tell(new SearchEnd(Search)); }
        _outcome.TrySetResult(Outcome(problem));
    }

    private SearchOutcome Outcome(string? problem) => new([.. _nodes.Select(node => node.Deeds)], problem);

    /// <summary>It was alone for as long as it waits for a node.</summary>
    private sealed record NobodyCame
    {
        internal static NobodyCame Instance { get; } = new();
    }

    /// <summary>Looks now whether all is over.</summary>
    private sealed record LookNow
    {
        internal static LookNow Instance { get; } = new();
    }

    /// <summary>Says again now what may not have come.</summary>
    private sealed record AskNow
    {
        internal static AskNow Instance { get; } = new();
    }
}
