using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class CauseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(World.CachedMax)]
    public void A_behaviour_is_shown_which_step_sent_what_it_hears(int remembered)
    {
        ToyMessage.Token token = new(1, 0);
        var setup = Made.Sketch(builder =>
        {
            var last = builder.Add("last", new SketchBehavior(
                (state, envelope, _) => state.Value.Value = envelope.Cause));
            var middle = builder.Add("middle", new SketchBehavior((_, _, outbox) => outbox.Send(last, token)));
            var first = builder.Add("first", new SketchBehavior((_, _, outbox) => outbox.Send(middle, token)));
            builder.Add("begins", new SketchBehavior(starts: outbox => outbox.Send(first, token)));
        });
        var world = setup.MakeWorld(remembered);
        for (var step = 0; step < 3; step++) { world.Take(world.Enabled[0]); }
        Assert.Equal(1, world.State<ToyState>(new(1)).Value.Value);
    }

    [Fact]
    public void What_was_foreseen_of_a_step_is_forgotten_when_the_world_goes_back()
    {
        var setup = Made.Sketch(builder =>
        {
            var to = builder.Add("digits", new SketchBehavior(Hearing.Digits));
            for (var sender = 1; sender <= 2; sender++)
            {
                ToyMessage.Token token = new(sender, 0);
                builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
            }
        });
        var world = setup.MakeWorld(World.CachedMax);
        var (one, two) = (world.Enabled[0], world.Enabled[1]);
        world.Take(one);
        world.Take(two);
        world.BackTo(1);
        Assert.True(world.StepNumberOf(two) >= 0);
        world.BackTo(0);
        world.Take(two);
        Assert.Equal(12, world.State<ToyState>(new(1)).Value.Value);
    }

    /// <summary>More messages wait than a word has bits; who knows of the last one must not overtake it.</summary>
    [Fact]
    public void Who_knows_of_the_65th_message_on_its_way_is_told_apart()
    {
        Assert.NotEqual(Future(told: 64), Future(told: 65));
        Assert.Equal(Future(told: 64), Future(told: 64));
    }

    /// <summary>One actor sends 65 messages, and after some of them it tells another, who writes there too.</summary>
    private static ulong Future(int told)
    {
        ToyMessage.Token token = new(1, 0);
        var setup = Made.Sketch(builder =>
        {
            var target = builder.Add("target", new SketchBehavior());
            var hears = builder.Add("hears", new SketchBehavior(starts: outbox => outbox.Send(target, token)));
            builder.Add("sends", new SketchBehavior(starts: outbox =>
            {
                for (var sent = 0; sent < 65; sent++)
                {
                    if (sent == told) { outbox.Send(hears, token); }
                    outbox.Send(target, token);
                }

                if (told == 65) { outbox.Send(hears, token); }
            }));
        });
        var world = setup.MakeWorld();
        var heard = world.Enabled.ToArray().Single(choice => choice.Receiver == new ActorId(2));
        world.Take(heard);
        return world.FutureFingerprint;
    }
}
