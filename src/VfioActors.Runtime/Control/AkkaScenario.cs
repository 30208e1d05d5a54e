using System.Collections.ObjectModel;
using System.Reflection;
using Akka.Configuration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Proxies;
using VfioActors.Runtime.Control.Sessions;
using VfioActors.Runtime.Control.Sharing;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Runtime.Control.Systems;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Real Akka.NET actors as a scenario: whatever explores, minimizes, replays and shows scenarios does so with them.
/// </summary>
/// <remarks>
/// Every actor, and every message but system messages, is delivered when the strategy says. Each run begins anew, so
/// the actors must do the same whenever the same messages come in the same order; if not, exploring ends with what
/// differed. What comes from threads of their own is reported, not delivered. The start and the stop of an actor, that
/// its parent hears of its failure or its end, that its children are suspended when it fails, and whatever goes on
/// behind an await, are steps of their own; other system messages are handled at once.
/// </remarks>
public abstract class AkkaScenario : Scenario, IDisposable
{
    private readonly TaskCompletionSource<string> _spinning = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorSession? _session;

    /// <summary>So often is what timers came into taken.</summary>
    private const int TimesMax = 5;

    /// <summary>More configuration for the actor system.</summary>
    protected virtual string Hocon => "";

    /// <summary>
    /// Whether a step of one actor may run another: one that it watches or supervises. Nobody needs to say so any more:
    /// what a step runs is seen each time that it is taken.
    /// </summary>
    protected virtual bool TouchesOthers => false;

    /// <summary>
    /// The checks that do not fit, each by its name with the reason: those of <see cref="ActorChecks"/> and those of
    /// every scenario. Every report says that they were switched off.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Waived => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What turned out not to be controlled, in words. With that runs prove nothing.</summary>
    public IReadOnlyCollection<string> Uncontrolled => _session?.Uncontrolled.All ?? [];

    /// <summary>Always true: a step that is only remembered would not reach the real actors.</summary>
    public sealed override bool AsksAlways => true;

    /// <summary>Always false: what an actor keeps in its fields cannot be seen.</summary>
    public sealed override bool TellsStatesApart => false;

    /// <summary>
    /// That an await, or an answer, was still waited for when a run was at rest, or a timer would have gone on for
    /// ever: what comes after it was not seen. Or that this .NET hides what goes on behind an await.
    /// </summary>
    public sealed override string? Doubt => _session?.AtRest.Doubts.First;

    /// <summary>How often actors failed and were made anew, and messages were unhandled or came to nobody.</summary>
    public sealed override IReadOnlyList<Tally> Tallies => _session?.Mishaps.Tallies ?? [];

    /// <summary>
    /// The objects that several actors could use beside messages, and do not say so; and what Akka.NET drew by lot.
    /// </summary>
    public sealed override string? Unseen(bool leavesOrdersOut) =>
        _session?.Unseen(leavesOrdersOut && !Claims.Any(claim => claim.IsAlways));

    /// <inheritdoc/>
    public sealed override void Rested(IWorldView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        _session?.Rested(view.State<ProxyState>(new(1)).Path, Waived.ContainsKey(ActorChecks.NobodySuspended));
    }

    /// <inheritdoc/>
    public sealed override void Build(ScenarioBuilder builder)
    {
        _session ??= Open();
        var names = _session.Places.Names;
        ProxyStage stage = new(_session, LeftOutOf(builder, _session.Told));
        for (var place = 0; place < names.Count; place++)
        {
            builder.Add(names[place], new ProxyBehavior(stage, place));
        }

        var beside = ActorPlaces.Beside;
        foreach (var side in ActorPlaces.SidesOf(names)) { builder.Add(side, new ProxyBehavior(stage, beside++)); }
        builder.Topology.SharedThings = _session.SharedThings;
        builder.Topology.Learned = () => _session?.Learned ?? 0;

        builder.Check(ActorChecks.Of(_session));
        foreach (var (check, reason) in Waived) { builder.Waive(check, reason); }
        builder.Claim(Claims.Select<ActorClaim, Property>(claim =>
            claim.IsAlways ? new AlwaysOfActors(claim, _session) : new AtRestOfActors(claim, _session)));
    }

    /// <summary>Ends the actor system.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Makes the actors and sends the first messages: called for every run. What it throws ends exploring.
    /// </summary>
    protected abstract void Begin(Stage stage);

    /// <summary>
    /// The code that makes the actors and sends the first messages: what it draws by lot is named in every verdict.
    /// </summary>
    protected virtual MethodInfo Beginning =>
        GetType().GetMethod(nameof(Begin), BindingFlags.Instance | BindingFlags.NonPublic, [typeof(Stage)])!;

    /// <summary>What must hold.</summary>
    protected abstract IReadOnlyList<ActorClaim> Claims { get; }

    /// <summary>Does what runs actors, and does not wait for one that spins.</summary>
    internal T Watched<T>(Func<T> work) => ControlThread.Run(work, _spinning.Task);

    /// <summary>
    /// Does what explores actors, or takes a trace again, from its beginning; again with all anew, a few times, where a
    /// timer of .NET fired by the clock before the step ended that set it: what is compiled by now, or a machine that
    /// is less busy, may let it come in time. Where nobody saw that but it may be so, it is done once more: actors that
    /// do something else now and then must not be asked until they do not.
    /// </summary>
    internal T Tried<T>(Func<T> work)
    {
        var mayDoubt = true;
        for (var left = TimesMax; ; left--)
        {
            try
            {
                return Watched(work);
            }
            catch (Exception failure) when (left > 1 && failure is UncontrolledException or ReplayMisfitException)
            {
                PoolPass.Wait();
                var isSeen = failure is UncontrolledException { IsByClock: true };
                if (!isSeen && !(mayDoubt && MayBeByClock(failure))) { throw; }
                mayDoubt &= isSeen;
                Close();
            }
        }
    }

    /// <summary>A trace does not fit either where a timer of it fired before.</summary>
    private bool MayBeByClock(Exception failure) => failure is UncontrolledException uncontrolled
        ? uncontrolled.MayBeByClock
        : _session?.Uncontrolled.MayHaveFired == true;

    /// <summary>Looks whether all was controlled so far.</summary>
    /// <exception cref="UncontrolledException">Something was not.</exception>
    internal void CheckControlled()
    {
        PoolPass.Wait();
        _session?.CheckControlled();
    }

    private static LeftOut LeftOutOf(ScenarioBuilder builder, IReadOnlyList<string> told)
    {
        SortedSet<int> leftOut = [];
        for (var at = 0; at < told.Count; at++)
        {
            if (!builder.Tells(told[at])) { leftOut.Add(at + 1); }
        }

        return new(leftOut);
    }

    private ActorSession Open()
    {
        var system = Configured();
        try
        {
            var session = Watched(() => new ActorSession(system, Begun));
            session.AtRest.BeginsBy(Beginning);
            return session;
        }
        catch
        {
            system.Dispose();
            throw;
        }
    }

    private ControlSystem Configured()
    {
        try
        {
            return new(ConfigurationFactory.ParseString(Hocon), _spinning);
        }
        catch (Exception failure)
        {
            throw UnfitScenarioException.Of($"an actor system with the Hocon of '{Name}'", failure, GetType().Assembly);
        }
    }

    private void Begun(Stage stage)
    {
        try
        {
            Begin(stage);
        }
        catch (Exception failure) when (failure is not UnfitScenarioException)
        {
            throw UnfitScenarioException.Of($"Begin of '{Name}'", failure, GetType().Assembly);
        }
    }

    /// <summary>Ends the actor system.</summary>
    /// <param name="disposing">Always true: there is nothing that nobody manages.</param>
    protected virtual void Dispose(bool disposing) => Close();

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
