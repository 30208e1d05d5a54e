using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

/// <summary>Swaps neighbouring steps that are said not to depend, and looks whether anything differs.</summary>
public sealed class IndependenceTests
{
    private const int Programs = 40;
    private const int Walks = 6;

    public static TheoryData<ToyFeatures, Delivery> Kinds
    {
        get
        {
            var kinds = ToyKinds.All;
            kinds.Add(ToyFeatures.Glances, Delivery.Pair);
            kinds.Add(ToyFeatures.Glances | ToyFeatures.Inline, Delivery.Causal);
            kinds.Add(ToyFeatures.Glances, Delivery.Mailbox);
            return kinds;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Neighbours_that_do_not_depend_can_change_places(ToyFeatures features, Delivery delivery)
    {
        var (swapped, independent) = (0, 0);
        for (var seed = 0; seed < Programs; seed++)
        {
            Swapping swapping = new(Made.Toy(seed, features, delivery));
            swapping.Walk(Walks, seed);
            Assert.True(swapping.Difference is null, $"seed {seed}: {swapping.Difference}");
            swapped += swapping.Pairs;
            independent += swapping.Independent;
        }

        Assert.True(swapped > 100, $"{swapped} pairs");
        var seesAll = features.HasFlag(ToyFeatures.Observer | ToyFeatures.Inline);
        Assert.True(seesAll || independent > 100, $"{independent} independent");
    }

    [Fact]
    public void A_false_declaration_of_commuting_is_noticed()
    {
        var setup = Made.Sketch(builder =>
        {
            var to = builder.Add("digits", new SketchBehavior(Hearing.Digits, commutes: (_, _) => true));
            for (var sender = 1; sender <= 2; sender++)
            {
                ToyMessage.Token token = new(sender, 0);
                builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
            }
        });
        Swapping swapping = new(setup);
        swapping.Walk(2, seed: 1);
        Assert.NotNull(swapping.Difference);
    }
}
