using VfioActors.Behaviors;
using VfioActors.Runtime;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm.Measures;

namespace VfioActors.Storm.Tests;

/// <summary>When a storm tells its clients to leave what is never taken back.</summary>
public sealed class StormPatienceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly ActorId Client = new(1);

    /// <summary>So many at least are needed.</summary>
    private const int Looks = 5;

    private readonly HandSetClock _clock = new();
    private readonly StormChooser _chooser = new(Client, new SeededChooser(1, 0));
    private readonly StormPatience _patience;

    public StormPatienceTests()
    {
        ClientMeters meters = new(OneActor(), clients: 1, window: 1);
        _patience = new(() => meters.Succeeded, () => _chooser.Doubts, Patience, _clock);
    }

    [Fact]
    public void It_is_over_when_nothing_succeeds_for_that_long_and_a_client_asks_whether_that_will_ever_end()
    {
        Assert.False(_patience.IsOver());
        Assert.Equal(0, Asked());
        for (var look = 0; look < Looks; look++)
        {
            _clock.Passes(Patience / Looks);
            Assert.False(_patience.IsOver());
        }

        _clock.Passes(TimeSpan.FromTicks(1));
        Assert.True(_patience.IsOver());
    }

    [Fact]
    public void Where_all_stand_still_as_on_a_busy_machine_nobody_could_succeed_and_that_does_not_count()
    {
        Assert.False(_patience.IsOver());
        Assert.Equal(0, Asked());
        _clock.Passes(100 * Patience);
        Assert.False(_patience.IsOver());
    }

    [Fact]
    public void Who_is_merely_slow_asks_nothing_and_has_all_the_time()
    {
        Assert.False(_patience.IsOver());
        _clock.Passes(100 * Patience);
        Assert.False(_patience.IsOver());
    }

    [Fact]
    public void Clients_are_told_to_leave_it_when_they_ask_next_and_to_go_on_until_then()
    {
        Assert.Equal(0, Asked());
        _chooser.GiveUp();
        Assert.Equal(StormClientBehavior.GiveUp, Asked());
        Assert.Equal(2, _chooser.Doubts);
        Assert.Equal(0, _chooser.Choose(Client, 0, StormClientBehavior.HaltQuestion, 2));
    }

    private static Topology OneActor()
    {
        Topology topology = new();
        topology.Add("client", new StormClientBehavior(new() { Client = 0, Clients = 1, Window = 1, Mix = [] }));
        return topology;
    }

    private int Asked() => _chooser.Choose(Client, 0, StormClientBehavior.GiveUpQuestion, 2);

    /// <summary>Stands still until it is told how much time passes.</summary>
    private sealed class HandSetClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Passes(TimeSpan time) => _now += time.Ticks;
    }
}
