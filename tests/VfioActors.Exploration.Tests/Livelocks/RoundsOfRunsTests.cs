using VfioActors.Behaviors;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Livelocks;

/// <summary>Runs that come to their own states again.</summary>
public sealed class RoundsOfRunsTests
{
    private const int Steps = 60;

    [Fact]
    public void The_latest_fair_round_of_a_run_is_the_one_that_trying_each_comes_to()
    {
        var (found, none) = (0, 0);
        foreach (var row in LivelockTests.Programs)
        {
            for (var seed = 1; seed <= 25; seed++)
            {
                var world = Made.Sketch((Action<ScenarioBuilder>)row[1]).MakeWorld();
                Walk(world, new(seed));
                var (depth, state) = (world.Depth, world.FutureFingerprint);
                var fingerprints = EndlessRun.Fingerprints(world, 0);
                var expected = Enumerable.Range(0, depth)
                    .Where(from => fingerprints[from] == state && FairCircle.Goers(world, from) is not null)
                    .Cast<int?>().Max();
                Assert.Equal(expected, FairCircle.Latest(world, fingerprints));
                Assert.Equal(depth, world.Depth);
                Assert.Equal(state, world.FutureFingerprint);
                if (expected is null) { none++; }
                else { found++; }
            }
        }

        Assert.True(found > 50, $"{found} rounds were found");
        Assert.True(none > 50, $"{none} runs had none");
    }

    [Fact]
    public void A_run_that_only_the_host_could_end_is_left_where_its_states_come_again()
    {
        ScheduleRunner runner = new(Made.Sketch(builder => Asker(builder, leaves: true)), "NoLivelock");
        var outcome = runner.Run([], completes: true);
        Assert.False(outcome.IsBroken);
        Assert.InRange(outcome.Taken.Count, 2, 10);
    }

    [Fact]
    public void A_run_is_left_only_when_none_of_its_states_closes_a_round_with_earlier_steps()
    {
        var setup = Made.Sketch(builder => Asker(builder, leaves: false));
        var world = setup.MakeWorld();
        List<StepKey> schedule = [];
        Take(world, schedule, option: 1);
        Take(world, schedule, option: 0);
        var outcome = new ScheduleRunner(setup, "NoLivelock").Run(schedule, completes: true);
        Assert.Equal("asks go round for ever: the same state comes again", outcome.Finding?.Reason);
    }

    /// <summary>
    /// Asks the host over and over, with a step between an answer and the next question; the second may end it.
    /// </summary>
    private static void Asker(ScenarioBuilder builder, bool leaves)
    {
        var self = builder.Topology.Next;
        builder.Add("asks", new SketchBehavior(
            (_, envelope, outbox) =>
            {
                if (envelope.From == self) { outbox.Choose(1, 2); }
                else if (!leaves || envelope.Read<Chosen>().Option == 0)
                {
                    outbox.Send(self, new ToyMessage.Token(1, 0));
                }
            },
            outbox => outbox.Choose(1, 2)));
    }

    private static void Take(World world, List<StepKey> schedule, int option)
    {
        var choice = world.Enabled[option];
        schedule.Add(world.KeyOf(choice));
        world.Take(choice);
    }

    private static void Walk(World world, Random random)
    {
        while (world.Depth < Steps && world.Enabled.Length > 0)
        {
            world.Take(world.Enabled[random.Next(world.Enabled.Length)]);
        }
    }
}
