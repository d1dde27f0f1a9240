/* net.h - a small feed-forward network with a linear by-pass, trained by Adam. */
#ifndef FORECAST_NET_H
#define FORECAST_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* inputs -> hidden ReLU -> hidden ReLU -> outputs, plus inputs -> outputs. One thread at a time. */
typedef struct fc_net fc_net;

/* Weights drawn from the seed (He et al. 2015). */
fc_status fc_net_new(size_t n_inputs, size_t n_hidden, size_t n_outputs, uint64_t seed,
                     fc_net **net) FC_CHECKED;
void fc_net_free(fc_net *net);

/* Samples row after row. A target that is NaN does not count; weight[n] are the samples'. */
typedef struct {
    size_t n;
    const float *inputs, *targets, *weights;
} fc_net_samples;

/* Epochs of shuffled batches, the learning rate falling as a cosine to zero; minimises the weighted
 * smooth absolute error (its gradient is tanh 2e). `progress` is called after each epoch; may be
 * NULL. */
fc_status fc_net_train(fc_net *net, const fc_net_samples *samples, size_t epochs,
                       void (*progress)(void *data), void *data) FC_CHECKED;

/* outputs[n_outputs] for one row of inputs. */
void fc_net_apply(fc_net *net, const float *inputs, float *outputs);

#endif
