using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Who ends the actor system, or never ends a step, is named with what to do.</summary>
public sealed class EndingTests : IDisposable
{
    private const string Terminating = "one ends the actor system, by System.Terminate() or a stop of /user: ";
    private const string Shutting = "one ends the actor system, by a CoordinatedShutdown: ";
    private const string Quick = "vfio-actors.control.step-cpu = 3s";
    private const string Escalating = "akka.actor.guardian-supervisor-strategy = "
        + "\"VfioActors.Runtime.Tests.Control.Applications.EndingTests+Escalates, VfioActors.Runtime.Tests\"";

    /// <summary>Ends the spinning of threads that were left to themselves.</summary>
    private readonly CancellationTokenSource _over = new();

    public static TheoryData<string, Action<Stage>, string> Ends => new()
    {
        { "terminates", One(me => me.Around.System.Terminate()), Terminating },
        { "stops the parent of all", One(me => me.Around.Stop(me.Around.Parent)), Terminating },
        { "shuts down", One(me => Shutdown(me).Run(CoordinatedShutdown.ClrExitReason.Instance)), Shutting },
        {
            "shuts down from the last phase on",
            One(me => Shutdown(me).Run(
                CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.PhaseActorSystemTerminate)),
            Shutting
        },
        {
            "poisons the parent of all",
            One(me => me.Around.ActorSelection("/user").Tell(PoisonPill.Instance)),
            "a message to /user ends the actor system, by System.Terminate()"
        },
        {
            "kills the parent of all",
            One(me => me.Around.ActorSelection("/user").Tell(Kill.Instance)),
            "a message to /user ends the actor system, by a failure of /user: "
        },
    };

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    [Theory, MemberData(nameof(Ends))]
    public void Whoever_ends_the_system_is_refused_by_name(string how, Action<Stage> begin, string reason)
    {
        foreach (var strategy in new[] { "dpor", "random" })
        {
            var refused = Assert.Throws<UncontrolledException>(() => Played.Broken(begin, strategy));
            Assert.True(refused.Reasons[0].StartsWith(reason, StringComparison.Ordinal), $"{how}: {refused.Message}");
            Assert.EndsWith("which ends the system in the program alone", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void So_is_Begin() => Refused("", stage => stage.System.Terminate(), "Begin ends the actor system");

    [Fact]
    public void So_is_who_fails_so_that_the_system_ends() => Refused(Escalating,
        One(_ => throw new InvalidOperationException("weak")),
        "one ends the actor system, by a failure of /user: ");

    [Fact]
    public void Who_spins_is_refused_by_name() => Refused(Quick, One(_ => Spin()),
        "one does not end its step, after 3 s of processor time");

    [Fact]
    public void So_is_a_Begin_that_does() => Refused(Quick, _ => Spin(), "Begin does not end its step");

    [Fact]
    public void So_is_who_spins_in_the_search_alone()
    {
        var isSearching = false;
        using Configured configured = new(Quick, (stage, _) => One(_ => SpinWhile(isSearching))(stage));
        ControlledExplorer.Explore(configured, "dpor", 10);
        isSearching = true;
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(configured, "dpor", 10));
        Assert.StartsWith("one does not end its step", refused.Message, StringComparison.Ordinal);
    }

    private static Action<Stage> One(Action<Heard> hear) =>
        stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => hear(me))), "one"), 1);

    private static CoordinatedShutdown Shutdown(Heard me) => CoordinatedShutdown.Get(me.Around.System);

    private void Spin() => SpinWhile(true);

    private void SpinWhile(bool goesOn)
    {
        while (goesOn && !_over.IsCancellationRequested) { }
    }

    private static void Refused(string hocon, Action<Stage> begin, string reason)
    {
        var refused = Assert.Throws<UncontrolledException>(() => Configured.Ends(hocon, (stage, _) => begin(stage)));
        Assert.StartsWith(reason, refused.Reasons[0], StringComparison.Ordinal);
    }

    /// <summary>Has a failure of an actor at the top be one of the parent of all.</summary>
    public sealed class Escalates : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }
}
