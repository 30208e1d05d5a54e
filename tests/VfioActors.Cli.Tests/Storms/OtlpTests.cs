using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Storms;

public sealed class OtlpTests
{
    private static readonly string[] Small = ["storm", "--clients", "8", "--operations", "200", "--duration", "3600"];

    private static readonly string[] Instruments =
    [
        "vfioactors.operations", "vfioactors.refusals", "vfioactors.operation.duration", "vfioactors.deliveries",
        "vfioactors.messages.in_flight", "vfioactors.queue.longest", "vfioactors.pages.pinned",
        "vfioactors.faults.pending", "vfioactors.promises.broken",
    ];

    [Fact]
    public void A_collector_gets_metrics_spans_and_logs()
    {
        using Collector collector = new();
        var answer = Answer.To([.. Small, "--otlp", collector.Url]);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var metrics = collector.TextOf("/v1/metrics");
        Assert.All(Instruments, instrument => Assert.Contains(instrument, metrics));
        Assert.Contains("storm", collector.TextOf("/v1/traces"));
        Assert.Contains("a storm of 8 clients, seed 1", collector.TextOf("/v1/logs"));
    }

    [Fact]
    public void A_collector_that_is_not_there_takes_nothing_from_the_storm()
    {
        var answer = Answer.To([.. Small, "--otlp", "http://127.0.0.1:1"]);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal(
            "vfioactors: --otlp: http://127.0.0.1:1 did not take what was measured: is a collector there?\n",
            answer.Error);
    }

    [Fact]
    public void What_is_no_address_is_refused_before_the_storm()
    {
        var answer = Answer.To([.. Small, "--otlp", "here"]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--otlp is 'here'; accepted: such as http://localhost:4318", answer.Error);
    }
}
