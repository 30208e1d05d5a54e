using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios.Tests.Workloads.Shelves;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Tests.Workloads;

/// <summary>A client of a storm that gives back what others of its things stand on.</summary>
public sealed class StormClientTests
{
    private const int Things = 4;
    private static readonly ActorId Shelf = new(1);
    private static readonly ActorId Client = new(2);

    /// <summary>
    /// With two calls at a time both could be for things that are busy, over and over, and those that stand on them
    /// would never have their turn.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_busy_lets_the_others_have_their_turn(int window)
    {
        var world = WorldOf(isStuck: false, window);
        Assert.Empty(AsWished(world, asked => throw new InvalidOperationException($"the host is asked {asked}")));
        var state = world.State<StormClientState>(Client);
        Assert.Equal(StormPhase.Resting, state.Phase.Value);
        Assert.Equal(0, state.Held.Count);
    }

    [Fact]
    public void What_is_never_taken_back_is_left_when_the_host_says_so()
    {
        var world = WorldOf(isStuck: true, window: 2);
        var asked = AsWished(world, times => times < 3 ? 0 : StormClientBehavior.GiveUp);
        Assert.Equal(Enumerable.Repeat(StormClientBehavior.GiveUpQuestion, 3), asked);
        var state = world.State<StormClientState>(Client);
        Assert.Equal(StormPhase.GivenUp, state.Phase.Value);
        Assert.Equal([0L, 1L], state.Held.Keys.ToArray().Select(thing => thing.Key));
    }

    /// <summary>It has its own end, whatever is left of a burst, and asks before that whether to go on.</summary>
    /// <param name="haltsAt">At which question it is told to halt; 0 for at none.</param>
    [Theory]
    [InlineData(true, 0, 2, 5)]
    [InlineData(true, 2, 2, 4)]
    [InlineData(true, 1, 1, 2)]
    [InlineData(false, 0, 0, 5)]
    public void Who_has_an_end_of_its_own_asks_after_each_burst_if_it_is_to(
        bool asks, int haltsAt, int questions, int taken)
    {
        var world = WorldOf(isStuck: false, window: 1, asks);
        var asked = AsWished(world, times => times == haltsAt ? StormClientBehavior.Halt : 0);
        Assert.Equal(Enumerable.Repeat(StormClientBehavior.HaltQuestion, questions), asked);
        Assert.Equal(taken, Enumerable.Range(0, world.Depth).Count(step => world.Step(step).Is<ShelfMessage.Take>()));
    }

    private static World WorldOf(bool isStuck, int window, bool? asks = null)
    {
        Topology topology = new();
        topology.Add("shelf", new ShelfBehavior(isStuck));
        topology.Add("client", new StormClientBehavior(new()
        {
            Client = 0,
            Clients = 1,
            Mix = [(new ShelfWorkload(Shelf), 1)],
            Operations = asks is null ? Things : 5,
            Asks = asks ?? false,
            Burst = asks is null ? 64 : 2,
            Window = window,
        }));
        return new(topology, Delivery.Causal);
    }

    /// <summary>Takes every step as it comes, and answers the client's questions.</summary>
    /// <param name="answer">The option, by how often the host was asked, from 1.</param>
    /// <returns>The questions.</returns>
    private static List<int> AsWished(World world, Func<int, int> answer)
    {
        List<int> asked = [];
        while (world.Enabled is { Length: > 0 } enabled)
        {
            var next = enabled[0];
            if (world.Message(next).Is<Chosen>(out var question))
            {
                asked.Add(question.Question);
                next = enabled[answer(asked.Count)];
            }

            world.Take(next);
        }

        Assert.Null(world.Crash);
        return asked;
    }
}
