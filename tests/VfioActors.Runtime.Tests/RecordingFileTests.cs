using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Recordings;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Runtime.Tests;

public sealed class RecordingFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(ToyFeatures.Timers | ToyFeatures.Choices)]
    [InlineData(ToyFeatures.Timers | ToyFeatures.Choices | ToyFeatures.Inline)]
    public async Task A_saved_run_replays_to_the_states_that_the_actors_had(ToyFeatures features)
    {
        using var system = Running.System("vfio-actors.tick = 0.1ms");
        for (var seed = 0; seed < 20; seed++)
        {
            var setup = Running.Made(new ToyScenario(seed, features));
            TraceRecorder recorder = new(setup.Topology);
            system.Settings.InjectTopLevelFallback(RuntimeSettings.Reference);
            using RecordingFile file = new(
                _path, Running.HeaderOf(setup), recorder, RuntimeSettings.From(system.Settings.Config));
            await using var running = await BehaviorSystem.StartAsync(system, setup.Topology,
                new() { Chooser = new SeededChooser(seed, 0.5), Recorder = recorder });
            await running.RestAsync();
            file.Complete(running);
            var recording = RecordingReader.ReadFile(_path);
            var replayed = RecordingReplayer.Replay(setup, recording);
            Assert.True(recording.IsWhole);
            Assert.Equal(running.Deliveries, replayed.Steps);
            Assert.All(recording.Orders, order => Assert.NotNull(order.State));
        }

        await system.Terminate();
    }

    [Fact]
    public async Task A_recording_that_was_cut_anywhere_replays_as_far_as_its_causes_go()
    {
        using var system = Running.System();
        var setup = Running.Made(new TallyScenario(), ("clerks", "4"), ("script", "3"));
        var (recording, _, deliveries) = await Running.RecordAsync(system, setup, 0);
        var shortest = long.MaxValue;
        for (var keep = 0; keep < 40; keep++)
        {
            var part = recording with
            {
                IsWhole = false,
                Orders = [.. recording.Orders.Select((order, at) => order with
                {
                    Words = [.. order.Words.Take((order.Words.Count * (keep + at)) % (order.Words.Count + 1))],
                })],
            };
            var replayed = RecordingReplayer.Replay(setup, part);
            Assert.Equal(part.Orders.Sum(order => order.Words.Count), replayed.Steps + replayed.Left);
            shortest = Math.Min(shortest, replayed.Steps);
        }

        Assert.True(shortest < deliveries);
        await system.Terminate();
    }

    [Fact]
    public async Task What_was_saved_of_a_run_that_never_ended_can_be_replayed()
    {
        using var system = Running.System("vfio-actors.recording-pause = 1ms");
        var setup = Running.Made(new TallyScenario(), ("clerks", "4"), ("script", "3"));
        TraceRecorder recorder = new(setup.Topology);
        system.Settings.InjectTopLevelFallback(RuntimeSettings.Reference);
        using RecordingFile file = new(
            _path, Running.HeaderOf(setup), recorder, RuntimeSettings.From(system.Settings.Config));
        await using var running = await BehaviorSystem.StartAsync(system, setup.Topology, new() { Recorder = recorder });
        await running.RestAsync();

        // Nobody completes the file: it is read as a killed program would have left it.
        var recording = RecordingReader.ReadFile(_path);
        while (recording.Orders.Count < setup.Topology.Count)
        {
            await Task.Yield();
            recording = RecordingReader.ReadFile(_path);
        }

        Assert.False(recording.IsWhole);
        Assert.True(RecordingReader.IsRecording(_path));
        Assert.InRange(RecordingReplayer.Replay(setup, recording).Steps, 1, running.Deliveries);
        await running.DisposeAsync();
        await system.Terminate();
    }

    [Fact]
    public void A_recording_that_cannot_be_written_says_why()
    {
        var setup = Running.Made(new TallyScenario(), ("clerks", "2"), ("script", "3"));
        foreach (var path in new[] { Path.Combine(_path, "x.vtrace"), Path.Combine(_path + ".none", "x.vtrace"), "/" })
        {
            Assert.Throws<Tracing.Files.TraceWriteException>(() => new RecordingFile(path, Running.HeaderOf(setup),
                new TraceRecorder(setup.Topology), RuntimeSettings.From(RuntimeSettings.Reference)));
        }
    }

    [Fact]
    public void Two_recordings_never_go_to_one_file()
    {
        using var first = Begun(_path);
        var refused = Assert.Throws<Tracing.Files.TraceWriteException>(() => Begun(_path));
        Assert.Equal($"{_path}: cannot be written: another program uses it", refused.Message);
        first.Complete(null);
        first.Dispose();
        Begun(_path).Dispose();
        Assert.True(RecordingReader.IsRecording(_path));
    }

    [Fact]
    public void A_recording_that_cannot_begin_leaves_no_file()
    {
        const string full = "/dev/full";
        if (Path.Exists(full)) { Assert.Throws<Tracing.Files.TraceWriteException>(() => Begun(full)); }
        var folder = Directory.CreateTempSubdirectory("recording");
        var path = Path.Combine(folder.FullName, "x.vtrace");
        RecordingPlace place = new(path);
        Assert.NotEmpty(folder.GetFiles());
        place.Dispose();
        Assert.Empty(folder.GetFiles());
        File.WriteAllText(path, "older");
        new RecordingPlace(path).Dispose();
        Assert.Equal("older", File.ReadAllText(Assert.Single(folder.GetFiles()).FullName));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_place_where_no_recording_could_begin_is_refused_before()
    {
        const string device = "/dev/null";
        if (Path.Exists(device))
        {
            var refused = Assert.Throws<Tracing.Files.TraceWriteException>(() => RecordingFile.Check(device));
            Assert.Equal($"{device}: is a device, and what is recorded is read again from a file", refused.Message);
        }

        var folder = Directory.CreateTempSubdirectory("recording");
        var path = Path.Combine(folder.FullName, "x.vtrace");
        RecordingFile.Check(path);
        Assert.Empty(folder.GetFiles());
        using (Begun(path))
        {
            Assert.Throws<Tracing.Files.TraceWriteException>(() => RecordingFile.Check(path));
        }

        RecordingFile.Check(path);
        Assert.True(RecordingReader.IsRecording(path));
        Assert.Single(folder.GetFiles());
        folder.Delete(recursive: true);
        Assert.Throws<Tracing.Files.TraceWriteException>(() => RecordingFile.Check(path));
    }

    private static RecordingFile Begun(string path)
    {
        var setup = Running.Made(new TallyScenario(), ("clerks", "2"), ("script", "3"));
        return new(path, Running.HeaderOf(setup), new TraceRecorder(setup.Topology),
            RuntimeSettings.From(RuntimeSettings.Reference));
    }

    [Fact]
    public async Task A_recording_of_other_orders_is_a_misfit()
    {
        using var system = Running.System();
        var setup = Running.Made(new TallyScenario(), ("clerks", "3"), ("script", "3"));
        var (recording, _, _) = await Running.RecordAsync(system, setup, 0);
        var clerk = recording.Orders.First(order => order.Actor != "tally");
        var wrong = recording with
        {
            Orders = [.. recording.Orders.Select(order => order == clerk ? order with { Words = [2, 2, 2] } : order)],
        };
        Assert.Throws<ReplayMisfitException>(() => RecordingReplayer.Replay(setup, wrong));
        var other = recording with
        {
            Orders = [.. recording.Orders.Select(order => order == clerk ? order with { State = 1 } : order)],
        };
        Assert.Contains("at the end", Assert.Throws<ReplayMisfitException>(
            () => RecordingReplayer.Replay(setup, other)).Message, StringComparison.Ordinal);
        await system.Terminate();
    }

    [Fact]
    public async Task A_recording_beyond_its_limit_ends_and_the_run_goes_on()
    {
        using var system = Running.System();
        var setup = Running.Made(new TallyScenario(), ("clerks", "4"), ("script", "3"));
        TraceRecorder recorder = new(setup.Topology, wordsMax: 64);
        await using (var running = await BehaviorSystem.StartAsync(
            system, setup.Topology, new() { Recorder = recorder }))
        {
            await running.RestAsync();
            var recording = recorder.Take(Running.HeaderOf(setup), running);
            Assert.True(recorder.IsCut);
            Assert.False(recording.IsWhole);
            var replayed = RecordingReplayer.Replay(setup, recording with
            {
                Orders = [.. recording.Orders.Select(order => order with { State = null })],
            });
            Assert.InRange(replayed.Steps, 1, running.Deliveries - 1);
        }

        await system.Terminate();
    }

    [Fact]
    public async Task A_recorded_run_is_written_down_as_a_trace_that_replays_as_any_other()
    {
        using var system = Running.System();
        TallyScenario scenario = new();
        var setup = Running.Made(scenario, ("clerks", "3"), ("script", "3"));
        var (recording, _, deliveries) = await Running.RecordAsync(system, setup, 0);
        var header = recording.Header with { Parameters = [.. setup.Arguments.Values] };
        var trace = RecordingReplayer.TraceOf(setup, recording with { Header = header });
        Assert.Equal(deliveries, TraceReplayer.Replay(scenario, trace).Steps);
        await system.Terminate();
    }
}
