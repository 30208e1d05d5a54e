using VfioActors.Exploration.Schedules;
using VfioActors.Testing.Toys;

namespace VfioActors.Runtime.Tests;

public sealed class RecordingTests
{
    [Theory]
    [InlineData(ToyFeatures.None)]
    [InlineData(ToyFeatures.Timers)]
    [InlineData(ToyFeatures.Choices)]
    [InlineData(ToyFeatures.Timers | ToyFeatures.Choices | ToyFeatures.Glances)]
    [InlineData(ToyFeatures.Timers | ToyFeatures.Choices | ToyFeatures.Inline)]
    public async Task A_free_run_replays_in_the_world_with_equal_fingerprints_at_every_step(ToyFeatures features)
    {
        using var system = Running.System("vfio-actors.tick = 0.1ms");
        for (var seed = 0; seed < 60; seed++)
        {
            var setup = Running.Made(new ToyScenario(seed, features));
            var (recording, _, deliveries) = await Running.RecordAsync(system, setup, seed);
            var replayed = RecordingReplayer.Replay(setup, recording);
            Assert.Equal(deliveries, replayed.Steps);
            Assert.Equal(0L, replayed.Left);
            Assert.Equal(recording.IsWhole, replayed.AtRest);
        }

        await system.Terminate();
    }
}
