using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Akka.TestKit.Xunit2.Internals;
using VfioActors.Hosting;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Parts;
using VfioActors.TestKit.Bodies;
using VfioActors.TestKit.Probes;
using VfioActors.Vfio.Values;
using Xunit.Abstractions;

namespace VfioActors.TestKit;

/// <summary>
/// The base of tests of actors. A body that starts actors, tells them something and claims what is so at rest runs once
/// under Akka.NET's TestKit where it is a <c>[Fact]</c>, and in thousands of orders of its messages, one message at a
/// time, where it is an <see cref="ExploredFactAttribute"/>.
/// </summary>
/// <remarks>
/// Each run has an object of its class and actors of its own. Whatever else the TestKit has (<c>ExpectMsg</c>,
/// <c>CreateTestProbe</c>, <c>EventFilter</c>) waits in the body and is for a <c>[Fact]</c> alone: an explored body
/// ends before its first message is delivered, and is refused when it waits.
/// </remarks>
public abstract class VfioTestKit : TestKitBase, IDisposable
{
    private const string Scheduler = """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>What counts at most from one look to the next.</summary>
    private static readonly TimeSpan Most = 20 * Pause;

    // Set before the base is made, which asks for it.
    private readonly BodyRun? _run = BodyRun.Current;
    private readonly ActorNames _names = new();
    private readonly List<VfioProbe> _probes = [];
    private readonly bool _virtualTime;

    /// <summary>Makes the kit of one test.</summary>
    /// <param name="hocon">More configuration for the actor system.</param>
    /// <param name="virtualTime">
    /// Whether time stands still but for <see cref="Advance"/>. Under control it always does: there a timer fires any
    /// time that the strategy chooses, an actor's timers in their order.
    /// </param>
    /// <param name="output">Where the log goes; null for nowhere.</param>
    protected VfioTestKit(string hocon = "", bool virtualTime = false, ITestOutputHelper? output = null)
        : base(new XunitAssertions(), ConfigurationFactory.ParseString(virtualTime ? $"{hocon}\n{Scheduler}" : hocon))
    {
        _virtualTime = virtualTime;
        if (_run is not null) { _run.Hocon = hocon; }
        else if (output is not null) { LogTo(output); }
    }

    /// <summary>Whether the body runs under control, one of many runs.</summary>
    public bool IsExplored => _run is not null;

    /// <summary>The topology that the test has started; null for none.</summary>
    protected VfioKernel? Kernel { get; private set; }

    /// <summary>The actor system: the test's own, or under control one that serves all runs.</summary>
    public new ActorSystem Sys => _run?.Stage.System ?? base.Sys;

    /// <summary>Makes an actor.</summary>
    /// <param name="props">How. Whatever dispatcher it names, under control it is controlled.</param>
    /// <param name="name">Its name; null for one by its type: teller, teller2.</param>
    public new IActorRef ActorOf(Props props, string? name = null)
    {
        var known = name ?? _names.NextOf(props.Type);
        return _run is null ? base.ActorOf(props, known) : _run.Stage.Create(props, known);
    }

    /// <summary>
    /// Makes an actor by code, as in <c>ActorOf(() => new Teller(account))</c>: the fast way, for nothing is compiled
    /// for it in each run.
    /// </summary>
    /// <param name="make">Makes it.</param>
    /// <param name="name">Its name; null for one by its type.</param>
    public IActorRef ActorOf<TActor>(Func<TActor> make, string? name = null)
        where TActor : ActorBase => ActorOf(Props.CreateBy(new WrittenActor<TActor>(make)), name);

    /// <summary>Makes an actor that takes nothing.</summary>
    /// <param name="name">Its name; null for one by its type.</param>
    public new IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => ActorOf(() => new TActor(), name);

    /// <summary>Makes a probe, which may stand for a device, a driver or a guest.</summary>
    /// <param name="name">The name of its actor; null for probeactor, probeactor2.</param>
    public VfioProbe Probe(string? name = null)
    {
        ProbeLog log = new();
        VfioProbe probe = new(ActorOf(() => new ProbeActor(log), name ?? _names.NextOf(typeof(ProbeActor))), log);
        _probes.Add(probe);
        return probe;
    }

    /// <summary>Claims what the name of the test says: see <see cref="AtRest(string, Action)"/>.</summary>
    /// <param name="check">Throws when it does not hold, as assertions do.</param>
    public void AtRest(Action check) => AtRest(_run?.Title ?? "", check);

    /// <summary>
    /// Claims something of the actors when nothing is on its way any more. Under control it is looked at then, in each
    /// run; under the TestKit at once, and again until it holds, for <c>akka.test.single-expect-default</c> at most.
    /// </summary>
    /// <param name="claim">The claim, in words.</param>
    /// <param name="check">Throws when it does not hold, as assertions do. May look at whatever actors wrote.</param>
    /// <exception cref="ArgumentException">It awaits: nobody would hear what it throws after that.</exception>
    /// <exception cref="InvalidOperationException">
    /// A claim makes another, or an actor does: the body alone makes claims, or they would never be looked at.
    /// </exception>
    public void AtRest(string claim, Action check)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (check.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            throw new ArgumentException("a claim cannot await: it is looked at when all are at rest", nameof(check));
        }

        if (_run is not null && BodyRun.Current != _run)
        {
            throw new InvalidOperationException("claims are made by the body of a test, not by a claim or an actor");
        }

        if (_run is not null) { _run.Claims.Add(new(claim, () => Look(check))); }
        else { Await(check); }
    }

    /// <summary>
    /// Switches a check off that does not fit this test, such as <c>ActorChecks.NoDeadLetters</c>. Only what is
    /// explored is checked unasked.
    /// </summary>
    /// <param name="check">One of <see cref="Runtime.Control.ActorChecks.Names"/>.</param>
    /// <param name="reason">Why, in a sentence; every report says so.</param>
    public void Waive(string check, string reason) => _run?.Waived.TryAdd(check, reason);

    /// <summary>
    /// Lets virtual time go on, and what is due in it be sent. Under control it does nothing: timers fire there any
    /// time that the strategy chooses, so before and after whatever else happens.
    /// </summary>
    /// <param name="by">How long.</param>
    /// <exception cref="InvalidOperationException">The kit was made without virtual time.</exception>
    public void Advance(TimeSpan by)
    {
        if (!_virtualTime) { throw new InvalidOperationException("the kit was made without virtual time"); }
        if (_run is null) { ((TestScheduler)Sys.Scheduler).Advance(by); }
    }

    /// <summary>
    /// Starts a topology of the simulated kernel in the test's actor system; for a <c>[Fact]</c>. Whatever is held at
    /// its end is the test's to look at: <see cref="VfioKernel.DrainAsync"/>.
    /// </summary>
    /// <param name="configure">Says which actors there are.</param>
    public VfioKernel StartVfio(Action<VfioActorsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        RefuseExplored("start a topology");
        VfioActorsOptions options = new();
        configure(options);
        return Kernel = Sys.StartVfioActorsAsync(options).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Whom to send messages of an actor's protocol, such as <c>c0</c>; the test's own actor hears the answers.
    /// </summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public IActorRef Door(string name)
    {
        RefuseExplored("call a topology");
        var door = Kernel?.DoorAsync(name).GetAwaiter().GetResult() ?? ActorRefs.Nobody;
        return door.IsNobody() ? throw new ArgumentException($"users call no actor named '{name}'") : door;
    }

    /// <summary>
    /// A probe that plays a part of the topology: a driver, a device or a guest of the test's own. It expects what the
    /// part hears, such as <c>ExpectMsg&lt;VendorDriverMessage.DmaUnmap&gt;()</c>, and answers by <c>Reply</c>.
    /// </summary>
    /// <param name="part">The name of the part, such as <c>m0-driver</c>, <c>f0-device</c> or <c>f0-guest</c>.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public TestProbe Play(string part)
    {
        var (door, player) = (Door(part), CreateTestProbe());
        door.Tell(new TakePart(), player);
        return player.ExpectMsg<PartTaken>().Error == Errno.None
            ? player
            : throw new ArgumentException($"'{part}' is played already");
    }

    /// <summary>Makes the actor system, but where there is one already.</summary>
    protected override void InitializeTest(
        ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        if (_run is null) { base.InitializeTest(system, config, actorSystemName, testActorName); }
    }

    /// <summary>Ends the actor system that the kit made.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the actor system that the kit made.</summary>
    /// <param name="disposing">Always true: there is nothing that nobody manages.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (_run is null) { Shutdown(); }
    }

    private void RefuseExplored(string what)
    {
        if (IsExplored) { throw new NotSupportedException($"to {what} is for a [Fact]: its start is not explored"); }
    }

    private void LogTo(ITestOutputHelper output)
    {
        var logger = ((ExtendedActorSystem)Sys).SystemActorOf(
            Props.CreateBy(new WrittenActor<TestOutputLogger>(() => new TestOutputLogger(output))), "log-test");
        logger.Tell(new InitializeLogger(Sys.EventStream));
    }

    private void Look(Action check)
    {
        foreach (var probe in _probes) { probe.Rewind(); }
        check();
    }

    private void Await(Action check)
    {
        // By the clock on the wall: that of the actor system may stand still. Where the test itself stands still, as on
        // a busy machine, its actors do so too, and that does not count.
        var left = Dilated(TestKitSettings.SingleExpectDefault);
        for (var looked = Stopwatch.GetTimestamp(); ; Thread.Sleep(Pause))
        {
            try
            {
                Look(check);
                return;
            }
#pragma warning disable CA1031 // Whatever a check throws says that it does not hold yet; the last of them is thrown.
            catch (Exception) when (left > TimeSpan.Zero)
#pragma warning restore CA1031
            {
                var now = Stopwatch.GetTimestamp();
                var passed = Stopwatch.GetElapsedTime(looked, now);
                left -= passed < Most ? passed : Most;
                looked = now;
            }
        }
    }
}
