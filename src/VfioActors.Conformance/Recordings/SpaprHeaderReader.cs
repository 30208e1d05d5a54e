namespace VfioActors.Conformance.Recordings;

/// <summary>Reads the first line of a recording of the POWER platform, behind its format and page size.</summary>
internal static class SpaprHeaderReader
{
    /// <summary>The name of the format.</summary>
    public const string Format = "vfio-spapr-trace/1";

    public static RecordingHeader Read(LineFields fields)
    {
        CheckInitial(fields.Inner(fields.Need("initial")));
        var window = Window(fields.Inner(fields.Need("default_window")));
        fields.Text("arch");
        fields.Text("machine", "");
        fields.Text("kernel_package", "");
        RecordingHeader header = new(
            Kernel(fields), 0, 0, 0, [], fields.Text("topic"), fields.Count("cases"))
        { DefaultWindow = window };
        fields.Finish();
        return header;
    }

    private static KernelVersion Kernel(LineFields fields)
    {
        var text = fields.Text("kernel");
        return text.Split('.') is ["6", "12", ..]
            ? KernelVersion.Linux6x12
            : throw fields.Wrong($"the kernel is {text}; 6.12 is accepted");
    }

    private static void CheckInitial(LineFields fields)
    {
        if (fields.Number("cap_ipc_lock") != 1 || fields.Text("memlock") != "inf")
        {
            throw fields.Wrong("'initial' is to be cap_ipc_lock 1, memlock inf");
        }

        fields.Finish();
    }

    private static ulong Window(LineFields fields)
    {
        var size = fields.Hex("size");
        if (fields.Hex("start") != 0 || fields.Number("page_size") != 4096 || !ulong.IsPow2(size))
        {
            throw fields.Wrong("'default_window' is to start at 0x0, with pages of 4096 and a power of two for a size");
        }

        fields.Finish();
        return size;
    }
}
