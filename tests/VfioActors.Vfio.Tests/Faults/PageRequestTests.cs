using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>How long a page request waits, and for whom.</summary>
public sealed class PageRequestTests
{
    private const int Einval = -(int)Errno.EINVAL;

    private static FaultRecord Request { get; } = FaultRecord.PageRequest(new(0x1000), new(3));

    [Fact]
    public void Only_the_last_page_of_a_group_waits_for_an_answer()
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        Assert.Equal(0, bench.Fault(Request with { Flags = FaultFlags.None }));
        Assert.Equal(Einval, bench.Respond(3));
        Assert.Equal(0, bench.Fault(Request));
        Assert.Equal(0, bench.Respond(3));
        Assert.Equal([new EndpointMessage.Answered(new(3), ResponseCode.Success)], bench.Answers);
        Assert.Equal(Einval, bench.Respond(3));
    }

    [Fact]
    public void An_answer_names_the_pasid_when_the_request_says_so()
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        Assert.Equal(0, bench.Fault(FaultRecord.PageRequest(new(0x1000), new(3), new(9))));
        Assert.Equal(Einval, bench.Respond(3));
        Assert.Equal(Errno.EINVAL, Answer(bench, new(8)));
        Assert.Equal(Errno.None, Answer(bench, new(9)));
    }

    [Theory]
    [InlineData(0U, ResponseCode.Success), InlineData(2U, ResponseCode.Success), InlineData(1U, (ResponseCode)3)]
    public void An_unknown_version_or_code_is_refused_and_the_request_waits_on(uint version, ResponseCode code)
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        bench.Fault(Request);
        Assert.Equal(Einval, bench.Respond(3, 1, code, version));
        Assert.Equal(0, bench.Respond(3));
    }

    [Fact]
    public void A_request_is_answered_failure_when_it_has_waited_too_long_and_a_late_answer_is_refused()
    {
        var bench = new FaultBench(FaultProfiles.Fixed, null, new() { TimesOut = true }).Opened();
        bench.Fault(Request);
        Assert.Equal([new EndpointMessage.Answered(new(3), ResponseCode.Failure)], bench.Answers);
        Assert.Equal(Einval, bench.Respond(3));
    }

    [Fact]
    public void A_timer_of_a_request_that_was_answered_leaves_the_next_of_the_same_group_alone()
    {
        var bench = new FaultBench(FaultProfiles.Fixed, null, new() { TimesOut = true }).Opened();
        bench.TimersRun = false;
        bench.Fault(Request);
        bench.Respond(3);
        bench.Fault(Request);
        bench.RunOneTimer();
        Assert.Single(bench.ReporterState.Pending.Keys.ToArray());
        bench.RunOneTimer();
        Assert.Empty(bench.ReporterState.Pending.Keys.ToArray());
        Assert.Equal([ResponseCode.Success, ResponseCode.Failure], bench.Answers.Select(answer => answer.Code));
    }

    [Theory, InlineData("FIXED", Einval), InlineData("SINGLE13", 0)]
    public void After_a_reopen_an_old_answer_meets_a_new_request_only_where_generations_are_ignored(
        string name, int expected)
    {
        var bench = new FaultBench(FaultProfiles.All.Single(profile => profile.Name == name)).Opened();
        bench.Close();
        Assert.Equal(2, bench.Open().Value);
        bench.Fault(Request);
        Assert.Equal(expected, bench.Respond(3, generation: 1));
    }

    [Fact]
    public void A_close_answers_what_waits()
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        bench.Fault(Request);
        Assert.Equal(Errno.None, bench.Close().Error);
        Assert.Equal([new EndpointMessage.Answered(new(3), ResponseCode.Invalid)], bench.Answers);
        Assert.Equal(0, bench.State.PagesHeld.Value);
        Assert.Equal(0, bench.ReporterState.Handlers.Count);
    }

    private static Errno Answer(FaultBench bench, Pasid pasid) => bench.Ask(FaultBench.Reporter,
        new FaultReporterMessage.Respond(default, pasid, new(3), new(1), ResponseCode.Success, 1, 1)).Error;
}
