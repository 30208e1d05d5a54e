using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class WorldGoesBackTests
{
    private const int Programs = 40;
    private const int Moves = 80;

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    [Theory, MemberData(nameof(Kinds))]
    public void Going_back_anywhere_restores_the_state_and_what_is_enabled(ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var world = Made.Toy(seed, features, delivery).MakeWorld();

            // What the future depends on is known once every actor's senders are.
            for (var run = 0; run < 30; run++) { TrialRuns.Run(world, run); }
            SeededRandom random = new(seed);
            List<string> path = [Look(world)];
            for (var move = 0; move < Moves; move++)
            {
                Wander(world, random);
                if (world.Depth < path.Count) { path.RemoveRange(world.Depth + 1, path.Count - world.Depth - 1); }
                else { path.Add(Look(world)); }
                Assert.Equal(path[world.Depth], Look(world));
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_world_with_a_history_looks_like_a_fresh_one_taken_to_the_same_place(
        ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var setup = Made.Toy(seed, features, delivery);
            var (old, fresh) = (setup.MakeWorld(), setup.MakeWorld());
            SeededRandom random = new(seed);
            for (var move = 0; move < Moves; move++) { Wander(old, random); }
            var depth = old.Depth;
            List<int> places = [];
            old.BackTo(0);
            while (old.Depth < depth && old.Enabled.Length > 0)
            {
                // A step is the same when it stands at the same place of the same list.
                places.Add(random.Below(old.Enabled.Length));
                old.Take(old.Enabled[places[^1]]);
            }

            foreach (var place in places) { fresh.Take(fresh.Enabled[place]); }
            Assert.Equal(old.Depth, fresh.Depth);
            Assert.Equal(old.Fingerprint, fresh.Fingerprint);
            Assert.Equal(Enabled(old), Enabled(fresh));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Fingerprints_that_are_kept_up_to_date_are_those_computed_from_scratch(
        ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var world = Made.Toy(seed, features, delivery).MakeWorld();
            SeededRandom random = new(seed);
            for (var move = 0; move < Moves; move++)
            {
                Wander(world, random);
                Assert.All(world.Topology.Actors, actor =>
                    Assert.Equal(world.CellOf(actor).State.Recomputed(), world.CellOf(actor).State.Fingerprint));
            }
        }
    }

    /// <summary>Mostly on, now and then back.</summary>
    private static void Wander(World world, SeededRandom random)
    {
        if (world.Enabled.Length == 0 || random.Below(5) == 0) { world.BackTo(random.Below(world.Depth + 1)); }
        else { world.Take(world.Enabled[random.Below(world.Enabled.Length)]); }
    }

    private static string Look(World world) => $"{world.FutureFingerprint} {world.Fingerprint} {Enabled(world)}";

    private static string Enabled(World world) =>
        string.Join(", ", world.Enabled.ToArray().Select(choice => TraceRecording.Expected(world, choice)));
}
