using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Races;

/// <summary>Checks a file again whenever it is saved, until somebody ends it.</summary>
internal static class RaceWatch
{
    /// <summary>Editors write a file in several goes: what comes so soon after a change belongs to it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(150);

    /// <summary>Watches.</summary>
    /// <param name="check">What is done each time; what is wrong with the file is said and does not end it.</param>
    /// <returns>The code of the last check.</returns>
    public static int Run(Terminal terminal, string path, Func<int> check)
    {
        using AutoResetEvent changed = new(false);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using FileSystemWatcher watcher = new(folder, Path.GetFileName(path)) { EnableRaisingEvents = true };
        watcher.Changed += (_, _) => changed.Set();
        watcher.Created += (_, _) => changed.Set();
        watcher.Renamed += (_, _) => changed.Set();
        var code = Guarded(terminal, check);
        terminal.Error.WriteLine($"watching {path}; Ctrl-C ends it");
        while (WaitHandle.WaitAny([changed, terminal.Cancellation.WaitHandle]) == 0)
        {
            while (changed.WaitOne(Settling)) { }
            terminal.Output.WriteLine($"== {path}");
            code = Guarded(terminal, check);
            terminal.Output.Flush();
        }

        return code;
    }

    private static int Guarded(Terminal terminal, Func<int> check)
    {
        try
        {
            return check();
        }
        catch (UsageException failure)
        {
            terminal.Complain(failure.Lines.Count > 0 ? failure.Lines : [failure.Message]);
            return ExitCode.Usage;
        }
    }
}
