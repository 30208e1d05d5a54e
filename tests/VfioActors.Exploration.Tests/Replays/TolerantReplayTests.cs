using VfioActors.Exploration.Replays;
using VfioActors.Testing.Sketches;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Tests.Replays;

public sealed class TolerantReplayTests
{
    private static readonly Trace Lost = new Deposits().LostTrace();

    [Fact]
    public void The_same_version_is_followed_step_by_step()
    {
        var report = Followed(new());
        Assert.Equal(BugFate.StillThere, report.Bug);
        Assert.Equal(Verdict.Broken, report.Verdict);
        Assert.Equal(Lost.Steps.Count, report.Matched);
        Assert.Empty(report.Moves);
        Assert.Equal(Lost.Steps[^1].Fingerprint, report.Fingerprint);
    }

    [Fact]
    public void An_actor_with_another_name_is_found_by_what_it_hears()
    {
        var report = Followed(new() { Account = "ledger" });
        Assert.Equal(BugFate.StillThere, report.Bug);
        Assert.Equal(Lost.Steps.Count, report.Matched);
        Assert.Equal([new(TraceMoveKind.Actor, 0, "account", "ledger")], report.Moves);
        Assert.Null(report.FirstDivergence);
    }

    [Fact]
    public void A_kind_of_message_with_another_name_is_found_by_where_it_goes()
    {
        var report = Followed(new() { AnswersByGlance = true });
        Assert.Equal(BugFate.StillThere, report.Bug);
        Assert.Equal(Lost.Steps.Count, report.Matched);
        var move = Assert.Single(report.Moves);
        Assert.Equal(TraceMoveKind.Message, move.Kind);
        Assert.EndsWith("Glance", move.Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_the_trace_does_not_have_are_taken_for_those_that_it_has()
    {
        var report = Followed(new() { HasBooks = true });
        Assert.Equal(BugFate.StillThere, report.Bug);
        Assert.Equal(0, report.Skipped);
        Assert.Equal(4, report.Added);
        Assert.Equal(TraceMoveKind.Added, report.FirstDivergence!.Kind);
    }

    [Fact]
    public void A_bug_is_gone_when_its_run_is_there_and_breaks_nothing()
    {
        var report = Followed(new() { AddsAtOnce = true });
        Assert.Equal(BugFate.Gone, report.Bug);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Null(report.Doubt);
        Assert.Equal(Lost.Steps.Count, report.Matched);
        Assert.Equal(TraceMoveKind.Fields, report.FirstDivergence!.Kind);
    }

    [Fact]
    public void A_bug_whose_steps_are_gone_is_not_known_to_be()
    {
        var report = Followed(new() { AddsAtOnce = true, Closes = false });
        Assert.Equal(BugFate.Unknown, report.Bug);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal(2, report.Skipped);
        Assert.Equal($"2 of {Lost.Steps.Count} steps are not there any more", report.Doubt);
    }

    [Fact]
    public void Steps_that_are_left_where_the_trace_came_to_rest_are_a_doubt()
    {
        Trace shorter = new(Lost.Header, [.. Lost.Steps.Take(Lost.Steps.Count - 1)]);
        var report = TolerantReplay.Replay(Scenario(new() { AddsAtOnce = true }), shorter);
        Assert.Equal(BugFate.Unknown, report.Bug);
        Assert.Equal(1, report.Beyond);
        Assert.Equal("the run does not end where the trace does", report.Doubt);
    }

    [Fact]
    public void What_is_not_claimed_any_more_is_not_known_to_hold()
    {
        var report = Followed(new() { AddsAtOnce = true, Claim = "NothingLost" });
        Assert.Equal(BugFate.Unknown, report.Bug);
        Assert.Equal("NoLostDeposit is not claimed any more", report.Doubt);
    }

    [Fact]
    public void Another_property_is_another_bug()
    {
        var report = Followed(new() { Claim = "NothingLost" });
        Assert.Equal(BugFate.Another, report.Bug);
        Assert.Equal(Verdict.Broken, report.Verdict);
    }

    [Fact]
    public void An_operation_that_is_gone_takes_its_steps_with_it()
    {
        var report = Followed(new() { Clients = 1, AddsAtOnce = true });
        Assert.Equal(BugFate.Unknown, report.Bug);
        Assert.Equal("CPU1 has no DEPOSIT any more", report.Doubt);
        Assert.Contains(new(TraceMoveKind.Operation, null, "CPU1 DEPOSIT", ""), report.Moves);
    }

    [Fact]
    public void An_operation_that_is_new_is_left_out()
    {
        var report = Followed(new() { Clients = 3 });
        Assert.Equal(Lost.Steps.Count, report.Matched);
        Assert.Equal([new(TraceMoveKind.Operation, null, "", "CPU2 DEPOSIT")], report.Moves);
    }

    [Fact]
    public void What_fails_only_for_want_of_a_new_operation_is_not_broken()
    {
        var report = Followed(new() { Clients = 3, AddsAtOnce = true });
        Assert.Equal(BugFate.Unknown, report.Bug);
        Assert.Empty(report.Findings);
        Assert.Equal("NoLostDeposit fails where operations are left out, and with them it does not", report.Doubt);
    }

    [Fact]
    public void What_fails_with_the_new_operation_too_is_still_there()
    {
        var report = Followed(new() { Clients = 3 });
        Assert.Equal(BugFate.StillThere, report.Bug);
        Assert.Equal("the account has 3", Assert.Single(report.Findings).Reason);
        Assert.NotEqual(0, report.Beyond);
    }

    [Fact]
    public void A_sum_that_fails_for_want_of_what_the_trace_left_out_is_not_broken()
    {
        Trace smaller = Lost with
        {
            Header = Lost.Header with
            {
                Operations = [.. Lost.Header.Operations, new(3, "CPU2", "DEPOSIT")],
                Dropped = [3],
            },
        };
        var there = TolerantReplay.Replay(Scenario(new() { Clients = 3 }), smaller);
        Assert.Equal(BugFate.StillThere, there.Bug);
        Assert.True(there.Moves.Count == 0 && there.Beyond == 0);
        var mended = TolerantReplay.Replay(Scenario(new() { Clients = 3, AddsAtOnce = true }), smaller);
        Assert.Equal(BugFate.Unknown, mended.Bug);
        Assert.Empty(mended.Findings);
    }

    [Fact]
    public void A_parameter_that_cannot_be_as_it_was_is_a_doubt()
    {
        Trace old = Lost with { Header = Lost.Header with { Parameters = [new("size", "3")] } };
        var report = TolerantReplay.Replay(Scenario(new() { AddsAtOnce = true }), old);
        Assert.Equal(BugFate.Unknown, report.Bug);
        Assert.Equal("size cannot be 3 any more", report.Doubt);
    }

    [Fact]
    public void Parameters_and_defects_that_are_gone_are_named()
    {
        Trace old = Lost with
        {
            Header = Lost.Header with { Parameters = [new("size", "3")], Defects = ["OLD-01"] },
        };
        var broken = TolerantReplay.Replay(Scenario(new()), old);
        Assert.Equal(BugFate.StillThere, broken.Bug);
        Assert.Equal(
            [new(TraceMoveKind.Parameter, null, "size=3", ""), new(TraceMoveKind.Defect, null, "OLD-01", "")],
            broken.Moves);
        var held = TolerantReplay.Replay(Scenario(new() { AddsAtOnce = true }), old);
        Assert.Equal(BugFate.Unknown, held.Bug);
        Assert.Equal("the defect OLD-01 cannot be switched on any more", held.Doubt);
    }

    private static TolerantReport Followed(Deposits version) => TolerantReplay.Replay(Scenario(version), Lost);

    private static SketchScenario Scenario(Deposits version) => new(version.Build);
}
