using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>Breadth keeps what waits on disk once it is much, in a folder that one may choose.</summary>
public sealed class ScratchTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Nothing_is_written_before_there_is_much_and_nothing_stays_in_the_folder()
    {
        var folder = Directory.CreateDirectory(_desk.PathOf("scratch")).FullName;
        var answer = Answer.To("explore", "aux-one-owner", "--strategy", "breadth", "--scratch", folder, "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal(0, answer.Document.GetProperty("bytesOnDisk").GetInt64());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [FullDeviceFact]
    public void A_folder_that_takes_no_files_is_named_once()
    {
        var answer = Answer.To("new", "race", "/proc/x.race");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            "vfioactors: /proc/x.race: cannot be written: no file can be made there\n", answer.Error);
    }

    [FullDeviceFact]
    public void A_folder_that_cannot_be_written_to_is_said_before_any_work()
    {
        var answer = Answer.To("explore", "aux-attach-detach", "--strategy", "breadth", "--scratch", "/proc");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            "vfioactors: --scratch: nothing can be written to /proc: no file can be made there\n", answer.Error);
    }

    /// <summary>Where no file can be made, not even by root, nobody has to search before he is told.</summary>
    [FullDeviceFact]
    public void What_cannot_be_written_is_said_before_any_work()
    {
        const string Why = "no file can be made there";
        string[][] table =
        [
            ["--sarif", "/proc/x.sarif", "/proc/x.sarif: cannot be written"],
            ["--junit", "/proc/x.xml", "/proc/x.xml: cannot be written"],
            ["--checkpoint", "/proc/x.vcheck", "/proc/x.vcheck: cannot be written"],
            ["--out", "/proc", "nothing can be written to the folder /proc"],
            ["--out", "/proc/a/b", "the folder /proc/a/b cannot be made: nothing can be written to /proc"],
        ];
        foreach (var row in table)
        {
            var answer = Answer.To("explore", "aux-one-owner", row[0], row[1]);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Equal($"vfioactors: {row[2]}: {Why}\n", answer.Error);
            Assert.Empty(answer.Output);
        }
    }

    [FullDeviceFact]
    public void A_race_file_is_not_checked_either_when_its_traces_have_no_place()
    {
        var file = _desk.PathOf("question.race");
        Answer.To("new", "race", file);
        var answer = Answer.To("check", file, "--out", "/proc/traces");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public void Looking_whether_files_can_be_made_leaves_none()
    {
        var report = _desk.PathOf("x.sarif");
        var folder = _desk.PathOf("traces");
        var answer = Answer.To("explore", "aux-one-owner", "--sarif", report, "--out", folder, "--checkpoint",
            _desk.PathOf("x.vcheck"));
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal([report], Directory.GetFileSystemEntries(_desk.Folder));
    }

    [Fact]
    public void A_folder_that_is_missing_is_said_before_any_work()
    {
        var folder = _desk.PathOf("missing");
        var answer = Answer.To("explore", "aux-attach-detach", "--strategy", "breadth", "--scratch", folder);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal($"vfioactors: --scratch: there is no folder {folder}", answer.Error.TrimEnd());
        Assert.Empty(answer.Output);
    }

    [Theory]
    [InlineData("--strategy", "stateful")]
    [InlineData]
    public void Who_keeps_nothing_waiting_needs_no_folder(params string[] flags)
    {
        var answer = Answer.To(["explore", "aux-attach-detach", .. flags, "--scratch", _desk.Folder]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            "vfioactors: --scratch is for the states that wait in --strategy breadth: others keep none",
            answer.Error.TrimEnd());
    }
}
