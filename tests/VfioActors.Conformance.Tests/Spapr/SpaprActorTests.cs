using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;

namespace VfioActors.Conformance.Tests.Spapr;

public sealed class SpaprActorTests
{
    public static TheoryData<string> Recordings => [.. RecordingsAtHand.SpaprNames];

    /// <summary>Whatever order unrelated messages are heard in.</summary>
    [Theory, MemberData(nameof(Recordings))]
    public void The_behaviours_agree_with_the_recorded_kernel(string name)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var report = Conformity.Check(RecordingsAtHand.Read(name), header => new ActorPerformer(header, seed));
            Assert.Null(report.FirstDifference);
            Assert.Equal(report.Operations, report.Agreed);
        }
    }

    /// <summary>A comparison that nothing could fail would agree with these as well.</summary>
    [Theory, InlineData("map"), InlineData("setup"), InlineData("window"), InlineData("v1")]
    public void Another_machine_does_not_agree(string topic)
    {
        var recording = RecordingsAtHand.Read($"spapr/spapr_{topic}.jsonl.gz");
        var other = recording.Header with { DefaultWindow = recording.Header.DefaultWindow / 2 };
        var report = Conformity.Check(recording, _ => new ActorPerformer(other, 1));
        Assert.NotNull(report.FirstDifference);
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "\"kernel\":\"7.0\"", "f:1: the kernel is 7.0; 6.12 is accepted" },
        { "\"page_size\":65536", "f:1: 'page_size' is to be 4096" },
    };

    [Theory, MemberData(nameof(Headers))]
    public void A_header_of_another_machine_is_refused_in_one_line(string field, string complaint)
    {
        var name = field.Split(':')[0];
        const string Usual = """
            {"format":"vfio-spapr-trace/1","arch":"ppc64le","kernel":"6.12.1","page_size":4096,
            "initial":{"cap_ipc_lock":1,"memlock":"inf"},"topic":"t","cases":0,
            "default_window":{"start":"0x0","size":"0x80000000","page_size":4096}}
            """;
        var usual = Usual.ReplaceLineEndings("");
        Assert.Empty(Read(usual).Cases);
        var start = usual.IndexOf(name, StringComparison.Ordinal);
        var end = usual.IndexOf(',', start);
        var refusal = Assert.Throws<RecordingException>(() => Read(usual[..start] + field + usual[end..]));
        Assert.Equal(complaint, refusal.Message);
    }

    [Fact]
    public void An_operation_of_the_other_format_is_not_known()
    {
        const string Header = """
            {"format":"vfio-spapr-trace/1","arch":"ppc64le","kernel":"6.12.1","page_size":4096,
            "initial":{"cap_ipc_lock":1,"memlock":"inf"},"topic":"t","cases":1,
            "default_window":{"start":"0x0","size":"0x80000000","page_size":4096}}
            """;
        var lines = $"{Header.ReplaceLineEndings("")}\n{{\"case\":\"a\",\"title\":\"A\"}}\n";
        var refusal = Assert.Throws<RecordingException>(
            () => Read(lines + "{\"i\":0,\"op\":\"pin\",\"ret\":0,\"errno\":null}"));
        Assert.Equal("f:3: the operation 'pin' is not known", refusal.Message);
    }

    private static KernelRecording Read(string text)
    {
        using MemoryStream input = new(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        return KernelRecordingReader.Read(input, "f");
    }
}
