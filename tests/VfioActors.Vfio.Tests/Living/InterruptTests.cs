using VfioActors.Vfio.Interrupts;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>One kind of interrupt is on at a time; eventfds come and go.</summary>
public sealed class InterruptTests
{
    public static TheoryData<string, IrqKind, Errno, IrqKind, uint> Calls => new()
    {
        // call, what is on before, its answer, what is on after, which vectors have an eventfd
        { "msi 0 2 on", IrqKind.None, Errno.None, IrqKind.Msi, 3 },
        { "msi 1 1 on", IrqKind.Msi, Errno.None, IrqKind.Msi, 3 },
        { "msi 0 1 none", IrqKind.Msi, Errno.None, IrqKind.Msi, 0 },
        { "msi 0 1 bad", IrqKind.None, Errno.EBADF, IrqKind.None, 0 },
        { "msi 0 1 bad", IrqKind.Msi, Errno.EBADF, IrqKind.Msi, 0 },
        { "msi 1 2 on", IrqKind.None, Errno.EINVAL, IrqKind.None, 0 },
        { "msi 0 1 on", IrqKind.Intx, Errno.EINVAL, IrqKind.Intx, 1 },
        { "msi 0 1 signal", IrqKind.Msi, Errno.None, IrqKind.Msi, 1 },
        { "msi 0 1 signal", IrqKind.None, Errno.EINVAL, IrqKind.None, 0 },
        { "msi 0 0 off", IrqKind.Msi, Errno.None, IrqKind.None, 0 },
        { "msi 0 0 off", IrqKind.Intx, Errno.None, IrqKind.Intx, 1 },
        { "intx 0 1 on", IrqKind.None, Errno.None, IrqKind.Intx, 1 },
        { "intx 0 1 on", IrqKind.Msi, Errno.EINVAL, IrqKind.Msi, 1 },
        { "intx 0 1 bad", IrqKind.Intx, Errno.EBADF, IrqKind.None, 0 },
        { "intx 0 0 off", IrqKind.Intx, Errno.None, IrqKind.None, 0 },
        { "intx 0 0 off", IrqKind.None, Errno.EINVAL, IrqKind.None, 0 },
        { "intx 0 2 on", IrqKind.None, Errno.EINVAL, IrqKind.None, 0 },
    };

    [Theory, MemberData(nameof(Calls))]
    public void Interrupts_are_configured(string call, IrqKind before, Errno expected, IrqKind after, uint triggers)
    {
        var (bench, irq) = Benches.Irq(new() { Begins = before });
        var words = call.Split(' ');
        var (start, count) = (words[1][0] - '0', words[2][0] - '0');
        var action = words[3] switch
        {
            "off" => IrqAction.Disable,
            "signal" => IrqAction.Trigger,
            _ => IrqAction.Eventfd,
        };
        var file = words[3] switch { "none" => -1, "bad" => -9, _ => 3 };
        Assert.Equal(expected, words[0] == "msi"
            ? bench.Error(irq, new IrqSettingsMessage.SetMsi(start, count, action, file))
            : bench.Error(irq, new IrqSettingsMessage.SetIntx(action, count, file)));
        var state = bench.StateOf<IrqSettingsState>(irq);
        Assert.Equal(after, state.Kind.Value);
        Assert.Equal(triggers, state.Triggers.Value);
    }

    [Theory]
    [InlineData(IrqKind.Intx, 1)]
    [InlineData(IrqKind.Msi, 0)]
    public void A_config_write_masks_the_line_when_it_is_on(IrqKind begins, int masked)
    {
        var (bench, irq) = Benches.Irq(new() { Begins = begins });
        bench.Call(irq, new IrqSettingsMessage.WriteCommand(1));
        Assert.Equal(masked, bench.StateOf<IrqSettingsState>(irq).IsMasked.Value);
        bench.Call(irq, new IrqSettingsMessage.WriteCommand(0));
        Assert.Equal(0, bench.StateOf<IrqSettingsState>(irq).IsMasked.Value);
    }
}
