using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Configurations;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Runtime.Recordings;

/// <summary>
/// Saves what a recorder writes down while the run goes on, on a thread of its own: when the program is killed, what
/// was saved can be read and replayed.
/// </summary>
/// <remarks>
/// It has its name as soon as its header is on the disk, because nobody is left to rename it when the program is
/// killed. Until then an older file of that name is left as it was; two recordings never go to one file.
/// </remarks>
public sealed class RecordingFile : IDisposable
{
    /// <summary>As much as a disk has room for when it has room for any more.</summary>
    private const int Block = 4096;

    private readonly string _path;
    private readonly TraceRecorder _recorder;
    private readonly TimeSpan _pause;
    private readonly ManualResetEventSlim _stop = new();
    private readonly FileStream _output;
    private readonly RecordingWriter _writer;
    private readonly Thread _thread;
    private readonly List<ushort> _words = [];
    private Exception? _failure;
    private bool _isDisposed;

    /// <summary>Starts a file with its header.</summary>
    /// <param name="path">Compressed when it ends in <c>.gz</c>; an older file of that name is lost.</param>
    /// <param name="header">What is run.</param>
    /// <param name="settings">How often something is saved.</param>
    /// <exception cref="TraceWriteException">
    /// The folder is missing, the disk is full, another recording goes there, or the like.
    /// </exception>
    public RecordingFile(string path, TraceHeader header, TraceRecorder recorder, RuntimeSettings settings)
    {
        (_path, _recorder, _pause) = (path, recorder, settings.RecordingPause);
        RecordingPlace? place = null;
        try
        {
            place = new(path);
            _output = place.Output;
            _writer = new(_output, path, header);
            Save();
            place.Take();
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }
        finally
        {
            place?.Dispose();
        }

        _thread = new(SaveNowAndThen) { Name = "recording", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Complains when no recording could begin there, before anything is run. Nothing is left there.</summary>
    /// <exception cref="TraceWriteException">
    /// The folder is missing, the disk is full, another recording goes there, or it is no file, which could be read
    /// again.
    /// </exception>
    public static void Check(string path)
    {
        try
        {
            using RecordingPlace place = new(path);
            if (place.IsDevice)
            {
                throw new TraceWriteException(path, "is a device, and what is recorded is read again from a file");
            }

            place.Output.Write(new byte[Block]);
            place.Output.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw Failed(path, failure);
        }
    }

    /// <summary>Saves the rest of a run that has ended.</summary>
    /// <param name="atRest">
    /// The actors at rest, whose last states are saved too: the recording is whole. Null for a run that was left early.
    /// </param>
    /// <exception cref="TraceWriteException">The disk is full, or was in the meantime.</exception>
    public void Complete(IWorldView? atRest)
    {
        Stop();
        if (_failure is null) { Try(() => End(atRest)); }
        if (_failure is { } failure) { throw Failed(failure); }
    }

    /// <summary>Ends the file where it is.</summary>
    public void Dispose()
    {
        if (_isDisposed) { return; }
        _isDisposed = true;
        Stop();
        _stop.Dispose();
        Try(_writer.Dispose);
        Try(_output.Dispose);
    }

    private void Stop()
    {
        if (_stop.IsSet) { return; }
        _stop.Set();
        _thread.Join();
    }

    private void SaveNowAndThen()
    {
        while (!_stop.Wait(_pause) && _failure is null) { Try(Save); }
    }

    private void Save()
    {
        foreach (var actor in _recorder.Topology.Actors)
        {
            _words.Clear();
            _recorder.LogOf(actor).TakeTo(_words);
            if (_words.Count > 0) { _writer.Receives(_recorder.Topology.NameOf(actor), Taken); }
        }

        _words.Clear();
        _recorder.Turns.TakeTo(_words);
        _writer.Turns(Taken);
        _writer.Flush();
        _output.Flush();
    }

    private void End(IWorldView? atRest)
    {
        Save();
        if (atRest is not null && !_recorder.IsCut)
        {
            foreach (var actor in _recorder.Topology.Actors.Where(actor => _recorder.LogOf(actor).IsUsed))
            {
                _writer.State(_recorder.Topology.NameOf(actor), atRest.StateOf(actor).Fingerprint);
            }

            _writer.End();
        }

        _writer.Flush();
        _output.Flush(flushToDisk: true);
    }

    private ReadOnlySpan<ushort> Taken => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_words);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            _failure ??= failure;
            _recorder.Cut();
        }
    }

    private static bool IsOfTheSystem(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private TraceWriteException Failed(Exception failure) => Failed(_path, failure);

    private static TraceWriteException Failed(string path, Exception failure) => failure switch
    {
        TraceWriteException known => known,
        DirectoryNotFoundException => new(path, "its folder does not exist", failure),
        _ => new(path, $"cannot be written: {FileBeside.WhyOf(failure)}", failure),
    };
}
