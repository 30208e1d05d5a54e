using System.Globalization;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Scenarios;
using VfioActors.Storm.Measures;
using VfioActors.Storm.Reductions;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Storm.Tests;

public sealed class RecordedStormTests
{
    /// <summary>Set it to replay more recorded storms of about 10,000 messages each.</summary>
    private const string More = "VFIOACTORS_STORMS";
    private const int Usual = 5;

    private static int Storms => int.TryParse(
        Environment.GetEnvironmentVariable(More), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        ? asked
        : Usual;

    [Fact]
    public async Task Recorded_storms_replay_without_a_divergence()
    {
        for (var storm = 0; storm < Storms; storm++)
        {
            var report = await Storming.GoAsync(new()
            {
                Clients = 16,
                Operations = 200,
                Window = 1 + (storm % 4),
                Seed = storm,
                FaultRate = storm % 2 * 0.05,
                DiesOnceIn = 2,
                Records = true,
            });
            var trial = StormTrial.Of(ScenarioCatalog.Storm, report.Recording!);
            Assert.Equal(report.Messages, trial.Run.Steps);
            Assert.InRange(trial.Run.Steps, 8_000, 40_000);
            Assert.Equal(0, trial.Run.Left);
            Assert.True(trial.Run.AtRest);
            Assert.Empty(trial.Run.Findings);
        }
    }

    [Fact]
    public async Task Replaying_forward_is_replaying_in_a_world()
    {
        var report = await Storming.GoAsync(Storming.Small with { Records = true, FaultRate = 0.1 });
        var setup = TraceReplayer.SetupOf(ScenarioCatalog.Storm, report.Recording!.Header);
        var (forward, _) = ForwardReplayer.Replay(setup, report.Recording);
        var world = RecordingReplayer.Replay(setup, report.Recording);
        Assert.Equal(world.Steps, forward.Steps);
        Assert.Equal(world.Fingerprint, forward.Fingerprint);
        Assert.Equal(world.AtRest, forward.AtRest);
    }

    [Fact]
    public async Task Replaying_counts_what_the_clients_were_answered()
    {
        var report = await Storming.GoAsync(Storming.Small with { Records = true, FaultRate = 0.1 });
        Assert.InRange(report.Succeeded, 1, report.Operations - 1);
        var investigation = StormInvestigation.Begin(ScenarioCatalog.Storm, report.Recording!);
        Assert.Equal(report.Operations, investigation.Answers.Operations);
        Assert.Equal(report.Succeeded, investigation.Answers.Succeeded);
        Assert.Null(investigation.Emptiness);
        StormAnswers answers = new();
        var setup = TraceReplayer.SetupOf(ScenarioCatalog.Storm, report.Recording!.Header);
        RecordingReplayer.Replay(setup, report.Recording, answers.Note);
        Assert.Equal(report.Operations, answers.Operations);
        Assert.Equal(report.Succeeded, answers.Succeeded);
    }

    [Fact]
    public async Task A_recording_with_a_receipt_more_or_less_does_not_fit()
    {
        var report = await Storming.GoAsync(Storming.Small with { Records = true });
        var recording = report.Recording!;
        var domain = recording.Orders[0];
        var more = domain with { Words = [.. domain.Words, domain.Words[0]] };
        var setup = TraceReplayer.SetupOf(ScenarioCatalog.Storm, recording.Header);
        var other = recording with { Orders = [more, .. recording.Orders.Skip(1)] };
        var misfit = Assert.Throws<ReplayMisfitException>(() => ForwardReplayer.Replay(setup, other));
        Assert.Contains($"{domain.Actor} receives a message from", misfit.Message, StringComparison.Ordinal);
        var fewer = domain with { Words = Saved(domain, domain.Words.Count - 1) };
        other = recording with { Orders = [fewer, .. recording.Orders.Skip(1)] };
        Assert.Throws<ReplayMisfitException>(() => ForwardReplayer.Replay(setup, other));
    }

    [Fact]
    public async Task The_part_of_a_recording_that_was_saved_replays_to_where_it_ends()
    {
        var report = await Storming.GoAsync(Storming.Small with { Records = true });
        var recording = report.Recording!;
        for (var words = 190; words < 210; words++)
        {
            var cut = recording with
            {
                Orders = [.. recording.Orders.Select(order => order with { Words = Saved(order, words), State = null })],
                IsWhole = false,
            };
            var trial = StormTrial.Of(ScenarioCatalog.Storm, cut);
            Assert.Empty(trial.Run.Findings);
            Assert.InRange(trial.Run.Steps, 100, words * recording.Orders.Count);
        }
    }

    /// <summary>What is saved is whole receipts: an answer of the host, which takes two words, is never cut.</summary>
    private static ushort[] Saved(ReceiveOrder order, int words)
    {
        ushort[] all = [.. order.Words];
        var saved = 0;
        for (var at = 0; ReceiptCode.TryRead(all, ref at, out _) && at <= words;) { saved = at; }
        return all[..saved];
    }
}
