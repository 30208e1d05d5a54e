using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests.Storms;

/// <summary>The least that a storm has to do to show a defect of fault queues and of sPAPR containers.</summary>
public sealed class SmallScriptTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_detach_with_a_page_request_pending_leaves_its_handler() => Golden.Verify("Storms", Ladder(
        "pagerequest.ask.pri.0/faultqueue.attach.priq.0,faultqueue.detach.priq.0", "askers", "1", "FLT-07"));

    [Fact]
    public void An_entry_made_between_two_regions_keeps_its_page() => Golden.Verify("Storms", Ladder(
        "region.register.c0.0,region.unregister.c0.0,region.register.c0.0/tcemap.map.c0.0,tcemap.unmap.c0.0",
        "spapr", "0", "TCE-09"));

    /// <summary>What breaks, in the least order of steps; without the defect nothing does.</summary>
    private string Ladder(string script, string things, string heals, string defect)
    {
        string[] words =
        [
            "explore", "storm-script", "--param", $"script={script}", "--param", $"{things}=1",
            "--param", $"heals={heals}", "--out", _desk.Folder,
        ];
        Assert.Equal(ExitCode.Held, Answer.To(words).Code);
        var answer = Answer.To([.. words, "--defect", defect]);
        Assert.Equal(ExitCode.Broken, answer.Code);
        return _desk.Plain(answer.Output);
    }
}
