namespace VfioActors.Races.Compilation;

/// <summary>
/// Kobjects and devices as far as who holds them, written in the language itself: lib/kobject.c and
/// drivers/base/core.c, Linux 6.12. A kobject that was added holds its parent until it is deleted, or else until its
/// release function is over. A device that was added is held by its parent, and holds it; to delete it takes its
/// lock; sysfs, buses and drivers are not there. What calls their release functions is in
/// <see cref="Primitives.DevicePrimitives"/>.
/// </summary>
internal static class Devices
{
    /// <summary>The structures, which a file may declare itself instead.</summary>
    internal static IReadOnlySet<string> Structures { get; } =
        new SortedSet<string>(StringComparer.Ordinal) { "kobj_type", "kobject", "device" };

    /// <summary>The text. The type of a device's kobject is a pointer that nothing is at.</summary>
    internal const string Text = """

        struct kobj_type { void (*release)(struct kobject *kobj); };
        struct kobject {
            struct kref kref;
            const struct kobj_type *ktype;
            struct kobject *parent;
            bool state_initialized;
            bool state_in_sysfs;
        };
        struct device {
            struct kobject kobj;
            struct device *parent;
            void (*release)(struct device *dev);
            void *driver_data;
            struct mutex mutex;
        };

        static void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
        {
            __fault_if(!ktype, 20);
            __fault_if(kobj->state_initialized, 21);
            refcount_set(&kobj->kref.refcount, 1);
            kobj->state_initialized = true;
            kobj->ktype = ktype;
        }

        static struct kobject *kobject_get(struct kobject *kobj)
        {
            if (kobj) refcount_inc(&kobj->kref.refcount);
            return kobj;
        }

        static struct kobject *kobject_get_unless_zero(struct kobject *kobj)
        {
            if (kobj && !refcount_inc_not_zero(&kobj->kref.refcount)) return NULL;
            return kobj;
        }

        static int __kobject_add(struct kobject *kobj, struct kobject *parent)
        {
            might_sleep();
            if (!kobj) return -EINVAL;
            __fault_if(!kobj->state_initialized, 22);
            __fault_if(kobj->state_in_sysfs, 23);
            if (__kobject_add_fails()) return -ENOMEM;
            kobj->parent = kobject_get(parent);
            kobj->state_in_sysfs = true;
            return 0;
        }

        static void kobject_del(struct kobject *kobj)
        {
            struct kobject *parent;
            might_sleep();
            if (!kobj) return;
            parent = kobj->parent;
            kobj->state_in_sysfs = false;
            kobj->parent = NULL;
            kobject_put(parent);
        }

        static struct device *kobj_to_dev(struct kobject *kobj) { return container_of(kobj, struct device, kobj); }

        static void device_initialize(struct device *dev)
        {
            kobject_init(&dev->kobj, LIST_POISON1);
            mutex_init(&dev->mutex);
        }

        static struct device *get_device(struct device *dev)
        {
            if (dev) refcount_inc(&dev->kobj.kref.refcount);
            return dev;
        }

        static int device_add(struct device *dev)
        {
            struct device *parent;
            might_sleep();
            if (!dev) return -EINVAL;
            __fault_if(!dev->kobj.state_initialized, 22);
            __fault_if(dev->kobj.state_in_sysfs, 23);
            if (__device_add_fails()) return -ENOMEM;
            dev->kobj.state_in_sysfs = true;
            parent = dev->parent;
            if (!parent) return 0;
            get_device(parent);
            get_device(dev);
            return 0;
        }

        static void device_del(struct device *dev)
        {
            struct device *parent = dev->parent;
            device_lock(dev);
            __fault_if(!dev->kobj.state_in_sysfs, 24);
            device_unlock(dev);
            dev->kobj.state_in_sysfs = false;
            if (!parent) return;
            put_device(dev);
            put_device(parent);
        }

        static int device_register(struct device *dev)
        {
            device_initialize(dev);
            return device_add(dev);
        }

        static void device_unregister(struct device *dev)
        {
            device_del(dev);
            put_device(dev);
        }

        static void device_lock(struct device *dev) { mutex_lock(&dev->mutex); }
        static void device_unlock(struct device *dev) { mutex_unlock(&dev->mutex); }
        static int device_trylock(struct device *dev) { return mutex_trylock(&dev->mutex); }
        static void *dev_get_drvdata(const struct device *dev) { return dev->driver_data; }
        static void dev_set_drvdata(struct device *dev, void *data) { dev->driver_data = data; }
        """;
}
