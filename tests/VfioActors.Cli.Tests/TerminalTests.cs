using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class TerminalTests : IDisposable
{
    private const char Escape = '\u001b';
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_pipe_gets_neither_colours_nor_progress()
    {
        var answer = _desk.ExploreBank();
        Assert.DoesNotContain(Escape, answer.Output);
        Assert.DoesNotContain('\r', answer.Output);
        Assert.Empty(answer.Error);
    }

    [Fact]
    public void A_terminal_gets_the_verdict_in_colours()
    {
        using StringWriter output = new();
        var words = new[] { "explore", "aux-one-owner", "--out", _desk.Folder };
        EntryPoint.Run(words, new(output, TextWriter.Null) { HasColors = true });
        Assert.Contains($"{Escape}[", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            _desk.Plain(Answer.To(words).Output),
            _desk.Plain(System.Text.RegularExpressions.Regex.Replace(output.ToString(), $"{Escape}\\[[0-9;]*m", "")));
    }

    [Fact]
    public void Progress_is_one_line_that_is_gone_at_the_end()
    {
        using CancellationTokenSource end = new();
        using EndingWriter error = new("deliveries", end.Cancel);
        string[] words = ["explore", "aux-attach-detach", "--param", "devices=4", "--param", "rounds=2"];
        EntryPoint.Run(
            [.. words, "--out", _desk.Folder],
            new(TextWriter.Null, error) { IsLive = true, Width = 60, Cancellation = end.Token });
        var shown = error.ToString().Split('\r');
        Assert.Contains(shown, line => line.Contains("deliveries", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.ToString());
        Assert.DoesNotContain(Escape, error.ToString());
        Assert.All(shown, line => Assert.True(line.Length < 60, line));
        Assert.Equal("", shown[^1]);
        Assert.Equal("", shown[^2].Trim());
    }

    [Fact]
    public void A_disk_that_is_full_gets_one_line()
    {
        using StringWriter error = new();
        using StreamWriter full = new(new FullDisk()) { AutoFlush = true };
        Assert.Equal(ExitCode.Usage, EntryPoint.Run(["list", "scenarios"], new(full, error)));
        Assert.Equal(
            $"vfioactors: the output could not be written: the disk is full{Environment.NewLine}", error.ToString());
    }

    [Theory]
    [InlineData("list scenarios")]
    [InlineData("list defects")]
    [InlineData("list properties")]
    [InlineData("museum --defect AUX-03 --defect T1-10")]
    [InlineData("storm --clients 8 --operations 20")]
    public void Nothing_is_wider_than_the_terminal(string words)
    {
        foreach (var width in new[] { 60, 80, 120 })
        {
            using StringWriter output = new();
            string[] to = words.StartsWith("museum", StringComparison.Ordinal) ? ["--out", _desk.Folder] : [];
            EntryPoint.Run([.. words.Split(' '), .. to], new(output, TextWriter.Null) { OutputWidth = width });
            var lines = output.ToString().Split('\n').Where(line => !line.Contains(_desk.Folder));
            Assert.All(lines, line => Assert.True(line.Length <= width, $"{width}: {line}"));
        }
    }

    [Fact]
    public void A_pipe_is_as_wide_as_need_be() =>
        Assert.Contains(Answer.To("list", "defects").Output.Split('\n'), line => line.Length > 120);

    [Fact]
    public void Programs_get_no_progress()
    {
        using StringWriter error = new();
        string[] words = ["explore", "aux-attach-detach", "--param", "devices=4", "--param", "rounds=2", "--time", "1"];
        EntryPoint.Run([.. words, "--json", "--out", _desk.Folder], new(TextWriter.Null, error) { IsLive = true });
        Assert.Empty(error.ToString());
    }
}
