using System.Globalization;
using VfioActors.Testing;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>Every error that the protocols of the living kernel give an operation is witnessed by a call.</summary>
public sealed class ErrnoCoverageTests
{
    /// <summary>The errors of each operation, as the remarks of its message list them.</summary>
    private static readonly (string Operation, string Errors)[] Specified =
    [
        ("IOAS_ALLOC", "0 ENOMEM"),
        ("HWPT_ALLOC", "0 ENOENT EINVAL EOPNOTSUPP ENOMEM"),
        ("FAULT_QUEUE_ALLOC", "0 EMFILE EFAULT ENOMEM"),
        ("VIOMMU_ALLOC", "0 EOPNOTSUPP ENOENT EINVAL ENOMEM"),
        ("VEVENTQ_ALLOC", "0 EOPNOTSUPP ENOENT EEXIST EMFILE EFAULT ENOMEM"),
        ("HW_QUEUE_ALLOC", "0 EOPNOTSUPP ENOENT ENOMEM"),
        ("VDEVICE_ALLOC", "0 ENOENT EEXIST EOPNOTSUPP EINVAL ENOMEM"),
        ("HWPT_INVALIDATE", "0 ENOENT EIO"),
        ("BIND", "0 ENOMEM"),
        ("UNBIND", "0 ENOENT"),
        ("DESTROY", "0 ENOENT EBUSY"),
        ("CLOSE", "0 EBADF"),
        ("MMAP", "0 ENXIO"),
        ("MUNMAP", "0 EINVAL"),
        ("MAP", "0 ENOENT EINVAL EEXIST ENOMEM"),
        ("UNMAP", "0 ENOENT EBUSY"),
        ("CHANGE_PROCESS", "0 EINVAL EBUSY"),
        ("IOPF ATTACH", "0 EINVAL EBUSY"),
        ("IOPF REPLACE", "0 EINVAL"),
        ("IOPF DETACH", "0"),
        ("IOPF READ", "0"),
        ("IOPF RESPOND", "0 EINVAL"),
        ("PAGE REQUEST", "0"),
        ("ATTACH DOMAIN", "0 EINVAL EBUSY ENOMEM"),
        ("REPLACE DOMAIN", "0 EINVAL EBUSY ENOMEM"),
        ("DETACH DOMAIN", "0"),
        ("FREE DOMAIN", "0 EBUSY ENOENT"),
        ("ATTACH PASID", "0 EOPNOTSUPP EINVAL EBUSY ENOMEM"),
        ("REPLACE PASID", "0 EOPNOTSUPP EINVAL EBUSY ENOMEM"),
        ("DETACH PASID", "0"),
        ("PREPARE", "0 ENODEV"),
        ("DONE", "0 ENODEV"),
        ("RESET", "0 ENODEV"),
        ("PASID SETUP", "0 EINVAL EBUSY"),
        ("PASID REPLACE", "0 EINVAL"),
        ("PASID TEAR DOWN", "0"),
        ("DMA", "0 EFAULT"),
        ("SET MSI", "0 EINVAL EBADF ENOMEM"),
        ("SET INTX", "0 EINVAL EBADF"),
        ("WRITE COMMAND", "0"),
        ("RELEASE", "0"),
        ("EXPORT", "0 ENODEV"),
        ("P2P DMA", "0 ENODEV"),
        ("CLOSE DEVICE", "0 EBADF"),
    ];

    [Fact]
    public void Every_error_of_every_operation_has_a_witness()
    {
        var specified = from row in Specified from error in row.Errors.Split(' ') select $"{row.Operation}: {error}";
        var witnessed = ErrnoWitnesses.All.Select(witness => $"{witness.Operation}: {Text(witness.Error)}");
        Assert.Equal(specified.Order(), witnessed.Distinct().Order());
    }

    [Fact]
    public void Operations_of_the_living_kernel_and_their_errors()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        foreach (var (operation, error, when, call) in ErrnoWitnesses.All)
        {
            Assert.Equal((operation, when, error), (operation, when, call()));
            table.WriteLine($"{operation,-20} {Text(error),-11} {when}");
        }

        Golden.Verify("Living", table.ToString());
    }

    private static string Text(Errno error) => error == Errno.None ? "0" : $"{error}";
}
