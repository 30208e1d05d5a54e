using System.Text;

namespace VfioActors.Cli.Outputs;

/// <summary>
/// Writes until that fails, and then no more: whoever writes goes on, so that what it was about to do, and the code for
/// the shell, are not lost with its words.
/// </summary>
/// <param name="output">Where the words go.</param>
internal sealed class LastingWriter(TextWriter output) : TextWriter
{
    /// <summary>Why nothing is written any more; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => output.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Flush() => Try(output.Flush);

    private void Try(Action write)
    {
        if (Failure is not null) { return; }
        try
        {
            write();
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Failure = failure;
        }
    }
}
