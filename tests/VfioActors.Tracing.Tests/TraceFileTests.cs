using System.IO.Pipes;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Tests;

public sealed class TraceFileTests : IDisposable
{
    private static readonly Trace Whole = Traces.LastDetachAgainstNewAttach;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vtrace");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, InlineData("run.vtrace"), InlineData("run.vtrace.gz")]
    public void A_file_holds_what_a_stream_holds(string name)
    {
        TraceWriter.WriteFile(In(name), Whole);
        Assert.Equal(Whole.Bytes(name), File.ReadAllBytes(In(name)));
        Assert.Equal(Whole.Bytes(), TraceReader.ReadFile(In(name)).Bytes());
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_file_appears_when_it_is_complete()
    {
        using var file = new TraceFile(In("run.vtrace"), Traces.Header);
        file.Write(Traces.Step(0, "a>b", "Go", 1));
        Assert.False(File.Exists(In("run.vtrace")));
        file.Complete();
        Assert.Single(TraceReader.ReadFile(In("run.vtrace")).Steps);
    }

    [Fact]
    public void What_is_given_up_leaves_the_older_file_and_nothing_else()
    {
        TraceWriter.WriteFile(In("run.vtrace"), Whole);
        using (var file = new TraceFile(In("run.vtrace"), Traces.Header))
        {
            file.Write(Traces.Step(0, "a>b", "Go", 1));
        }

        Assert.Equal(Whole.Bytes(), File.ReadAllBytes(In("run.vtrace")));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_missing_folder_is_one_clear_line()
    {
        var path = In(Path.Combine("missing", "run.vtrace"));
        var failed = Assert.Throws<TraceWriteException>(() => TraceWriter.WriteFile(path, Whole));
        Assert.Equal($"{path}: its folder does not exist", failed.Message);
    }

    [Fact]
    public void A_directory_is_no_file()
    {
        var failed = Assert.Throws<TraceWriteException>(() => TraceWriter.WriteFile(_folder.FullName, Whole));
        Assert.Equal($"{_folder.FullName}: is a directory, and a file is expected", failed.Message);
        var refused = Assert.Throws<TraceFormatException>(() => TraceReader.ReadFile(_folder.FullName));
        Assert.Equal($"{_folder.FullName}: a file expected, a directory found", refused.Message);
    }

    [Fact]
    public void A_missing_file_is_refused_like_a_wrong_one()
    {
        var refused = Assert.Throws<TraceFormatException>(() => TraceReader.ReadFile(In("none.vtrace")));
        Assert.Equal($"{In("none.vtrace")}: a file expected, nothing found", refused.Message);
    }

    [Fact]
    public void An_empty_file_has_no_header()
    {
        File.WriteAllBytes(In("run.vtrace"), []);
        var refused = Assert.Throws<TraceFormatException>(() => TraceReader.ReadFilePrefix(In("run.vtrace")));
        Assert.Equal($"{In("run.vtrace")}:1: a header expected, an empty file found", refused.Message);
    }

    [Fact]
    public void Plain_text_with_the_name_of_compressed_data_is_called_so()
    {
        File.WriteAllText(In("run.vtrace.gz"), "{\"vtrace\":1}\n");
        var refused = Assert.Throws<TraceFormatException>(() => TraceReader.ReadFile(In("run.vtrace.gz")));
        Assert.Equal(
            $"{In("run.vtrace.gz")}: gzip data, as its name ends in .gz, expected, something else found",
            refused.Message);
    }

    [Theory]
    [InlineData("run.vtrace")]
    [InlineData("run.vtrace.gz")]
    public void A_trace_is_known_whatever_its_name_becomes(string name)
    {
        TraceWriter.WriteFile(In(name), Whole);
        File.Move(In(name), In("ladder.txt"));
        Assert.True(TraceReader.IsTrace(In("ladder.txt")));
        File.WriteAllText(In("ladder.txt"), "CPU0");
        Assert.False(TraceReader.IsTrace(In("ladder.txt")));
        Assert.False(TraceReader.IsTrace(In("none")));
        Assert.False(TraceReader.IsTrace(_folder.FullName));
    }

    [Fact]
    public void What_is_read_only_is_not_replaced()
    {
        TraceWriter.WriteFile(In("run.vtrace"), Whole);
        File.SetAttributes(In("run.vtrace"), FileAttributes.ReadOnly);
        var failed = Assert.Throws<TraceWriteException>(() => TraceWriter.WriteFile(In("run.vtrace"), Whole));
        File.SetAttributes(In("run.vtrace"), FileAttributes.Normal);
        Assert.Equal($"{In("run.vtrace")}: cannot be written: it is read-only", failed.Message);
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_link_stays_a_link_and_leads_to_what_is_new()
    {
        File.WriteAllText(In("old"), "old");
        File.CreateSymbolicLink(In("link"), In("old"));
        TraceWriter.WriteFile(In("link"), Whole);
        Assert.Equal(In("old"), new FileInfo(In("link")).LinkTarget);
        Assert.Equal(Whole.Bytes(), File.ReadAllBytes(In("old")));
        Assert.Equal(2, _folder.GetFileSystemInfos().Length);
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        const string nothing = "/dev/null";
        TraceWriter.WriteFile(nothing, Whole);
        Assert.False(TraceReader.IsTrace(nothing));
        Assert.True(FileBeside.IsDevice(nothing));
    }

    [Fact]
    public void A_pipe_that_is_open_already_is_written_to_by_its_number()
    {
        using AnonymousPipeServerStream pipe = new(PipeDirection.In);
        var name = $"/dev/fd/{pipe.GetClientHandleAsString()}";
        Assert.False(TraceReader.IsTrace(name));
        using (FileBeside file = new(name))
        {
            file.Write("whole"u8);
            file.Complete();
        }

        pipe.DisposeLocalCopyOfClientHandle();
        using StreamReader read = new(pipe);
        Assert.Equal("whole", read.ReadToEnd());
    }

    [Fact]
    public void Of_two_that_want_one_new_name_one_gets_it()
    {
        using FileBeside first = new(In("one"));
        using FileBeside second = new(In("one"));
        first.Output.Write("1"u8);
        second.Output.Write("2"u8);
        Assert.True(first.TryCompleteNew());
        Assert.False(second.TryCompleteNew());
        Assert.Equal("1", File.ReadAllText(In("one")));
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
