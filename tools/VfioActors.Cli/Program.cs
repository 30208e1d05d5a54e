using System.Runtime.InteropServices;
using VfioActors.Cli;
using VfioActors.Cli.Terminals;

// In milliseconds.
const long AtOnce = 250;
var asked = 0L;
using CancellationTokenSource cancellation = new();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);

// A file that may not grow is told as one that cannot be written: without this, the program would be ended for it.
const PosixSignal fileSizeExceeded = (PosixSignal)25;
using var tooLarge = OperatingSystem.IsWindows()
    ? null
    : PosixSignalRegistration.Create(fileSizeExceeded, signal => signal.Cancel = true);
return EntryPoint.Run(args, Terminal.OfProcess(cancellation.Token));

// The first signal asks for what is known so far; the second one ends the program as it would any other. What sends it
// to the program and then to its group, as timeout(1) does, has sent it once.
void End(PosixSignalContext signal)
{
    var now = Environment.TickCount64;
    var first = Interlocked.CompareExchange(ref asked, now, 0);
    signal.Cancel = first == 0 || now - first < AtOnce;
    cancellation.Cancel();
}
