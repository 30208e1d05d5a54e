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

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
