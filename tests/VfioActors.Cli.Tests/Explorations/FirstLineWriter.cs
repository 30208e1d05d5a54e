namespace VfioActors.Cli.Tests.Explorations;

/// <summary>Says when a first line is written, and which.</summary>
internal sealed class FirstLineWriter : StringWriter
{
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first line.</summary>
    public Task<string> First => _first.Task;

    public override void Write(string? value)
    {
        lock (_first) { base.Write(value); }
        Look();
    }

    public override void Write(char value)
    {
        lock (_first) { base.Write(value); }
        Look();
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (_first) { base.Write(buffer, index, count); }
        Look();
    }

    private void Look()
    {
        if (ToString() is var text && text.Contains('\n')) { _first.TrySetResult(text.Split('\n')[0]); }
    }
}
