using VfioActors.Cli.Terminals;
using VfioActors.Testing;
using VfioActors.Tracing;

namespace VfioActors.Cli.Tests;

public sealed class MinimizeTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void The_smallest_trace_is_written_beside_and_still_breaks()
    {
        var answer = Answer.To("minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var found = answer.Document;
        Assert.Equal("NoLostDeposit", found.GetProperty("property").GetString());
        var to = _desk.PathOf("bank-deposits-nolostdeposit-bank-01.minimal.vtrace");
        Assert.Equal(to, found.GetProperty("trace").GetString());
        var replay = found.GetProperty("replay").GetString()!.Split(" -- ")[1];
        Assert.Equal(ExitCode.Broken, Answer.To(replay.Split(' ')).Code);
    }

    [Fact]
    public void People_see_the_ladder()
    {
        var to = _desk.PathOf("small.vtrace.gz");
        var answer = Answer.To("minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--out", to);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.NotEmpty(TraceReader.ReadFile(to).Steps);
        Golden.Verify("", _desk.Plain(answer.Output));
    }

    [Fact]
    public void A_trace_that_breaks_nothing_is_refused()
    {
        var whole = TraceReader.ReadFile(_desk.BankTrace());
        var header = whole.Header with { Violation = null };
        TraceWriter.WriteFile(_desk.PathOf("whole.vtrace"), new(header, [.. whole.Steps.Take(2)]));
        var answer = Answer.To("minimize", _desk.PathOf("whole.vtrace"), "--assembly", Desk.UsersAssembly);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("the trace breaks no property", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused()
    {
        var to = _desk.PathOf("nowhere/small.vtrace");
        var answer = Answer.To("minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--out", to);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("its folder does not exist", answer.Error, StringComparison.Ordinal);
    }
}
